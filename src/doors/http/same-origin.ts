// Keeps pages of other sites from acting with the customer's cookie, and from signing the customer in as somebody else.

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request may change something. A browser says where it comes from: `Sec-Fetch-Site` must be 'same-origin'
 * ('same-site' is not enough: doors on other ports of one host are of the same site), and `Origin` must be our own.
 * A request that says neither does not come from a browser that we trust with a cookie, and is refused too.
 */
export function isSameOrigin(
  request: { method: string; headers: Readonly<Record<string, string | string[] | undefined>> },
  origins: readonly string[],
): boolean {
  if (safeMethods.has(request.method)) return true;
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers['origin'];
  if (site === undefined && origin === undefined) return false;
  if (site !== undefined && site !== 'same-origin') return false;
  return origin === undefined || (typeof origin === 'string' && origins.includes(origin));
}
