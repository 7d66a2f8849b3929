/** Version of the engine, stored with every derived answer. It rises with any change of an answer or a trace. */
export const ENGINE_VERSION = '2.0.0';
