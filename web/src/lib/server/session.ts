import type { RequestEvent } from '@sveltejs/kit';

/** Hands on to the browser the cookies that the hub's sign-in set or took away. */
export function keepCookies({ cookies }: RequestEvent, response: Response): void {
  for (const text of response.headers.getSetCookie()) {
    // parse decodes the value and set encodes it again.
    const { name, value, ...options } = cookies.parse(text) ?? {};
    if (name !== undefined && value !== undefined)
      cookies.set(name, value, { ...options, secure: options.secure ?? false });
  }
}
