/**
 * Is this reference one of our legs' idempotency keys? The engine makes them as `rescind-` and 32
 * hexadecimal digits, so a provider's refund under any other reference was made by somebody else, such as
 * a person in the provider's dashboard.
 */
export function isOwnKey(reference: string | undefined): reference is string {
  return reference !== undefined && /^rescind-[0-9a-f]{32}$/.test(reference);
}
