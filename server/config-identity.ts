import { ConfigRefusal } from './config-refusal.ts';

/** What the environment says about mail, single sign-on and second factors. */
export type IdentityConfig = {
  /** Where mail is handed over, such as smtps://user:password@mail.example:465; undefined: mail waits in the outbox. */
  readonly smtpUrl: string | undefined;
  /** The sender of every mail. */
  readonly mailFrom: string;
  /** Who is told of lock-outs beside the person; undefined: nobody. */
  readonly securityContact: string | undefined;
  /** The one provider of single sign-on; undefined: there is none. */
  readonly oidc: OidcConfig | undefined;
  /** Whether who has a password must also have an authenticator or a passkey. */
  readonly requiresSecondFactor: boolean;
};

export type OidcConfig = {
  /** Serves /.well-known/openid-configuration. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What people call it; stands on the button. */
  readonly name: string;
};

type Read = (name: string) => string | undefined;

/** @throws ConfigRefusal with a sentence that names the variable */
export function readIdentityConfig(read: Read, requiresSecondFactor: boolean): IdentityConfig {
  return {
    smtpUrl: readSmtpUrl(read('READOUT_SMTP_URL')),
    mailFrom:
      readAddress('READOUT_MAIL_FROM', read('READOUT_MAIL_FROM')) ?? 'Readout <readout@localhost.invalid>',
    securityContact: readAddress('READOUT_SECURITY_CONTACT', read('READOUT_SECURITY_CONTACT')),
    oidc: readOidc(read),
    requiresSecondFactor,
  };
}

function readSmtpUrl(text: string | undefined): string | undefined {
  if (text === undefined || (/^smtps?:\/\//.test(text) && URL.canParse(text))) return text;
  throw new ConfigRefusal(
    'READOUT_SMTP_URL must be an address such as smtps://user:password@mail.example.org:465.',
  );
}

function readAddress(name: string, text: string | undefined): string | undefined {
  if (text === undefined || /^([^<>\r\n]*<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/.test(text)) return text;
  throw new ConfigRefusal(`${name} is "${text}", but must be an e-mail address.`);
}

function readOidc(read: Read): OidcConfig | undefined {
  const issuer = read('READOUT_OIDC_ISSUER');
  if (issuer === undefined) return undefined;
  if (!URL.canParse(issuer) || !/^https?:$/.test(new URL(issuer).protocol))
    throw new ConfigRefusal(`READOUT_OIDC_ISSUER is "${issuer}", but must be an https address.`);
  const get = (name: string): string => {
    const value = read(name);
    if (value === undefined) throw new ConfigRefusal(`${name} is missing: READOUT_OIDC_ISSUER needs it.`);
    return value;
  };
  return {
    issuer: issuer.replace(/\/$/, ''),
    clientId: get('READOUT_OIDC_CLIENT_ID'),
    clientSecret: get('READOUT_OIDC_CLIENT_SECRET'),
    name: read('READOUT_OIDC_NAME') ?? 'Single sign-on',
  };
}
