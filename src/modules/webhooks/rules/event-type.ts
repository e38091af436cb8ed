// Names of events: a noun, then what happened to it, as in 'operation.executed'.

/** Whether an endpoint may ask for this type. */
export function isEventType(type: string): boolean {
  return type.length <= 60 && /^[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*){1,3}$/.test(type);
}
