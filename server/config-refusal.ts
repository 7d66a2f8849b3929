/** What the environment asks for cannot be done; the message names the variable. */
export class ConfigRefusal extends Error {}
