// Security headers of every answer (RB-05): no foreign frame, no inline script, no guessing of content types.

/** Directives of the content security policy; a door may replace some of them. */
export type ContentSecurityPolicy = Readonly<Record<string, string>>;

// 'wasm-unsafe-eval' lets the pages compile the barcode reader and Argon2; it allows no JavaScript from strings.
const policy: ContentSecurityPolicy = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'media-src': "'self' blob:",
  'worker-src': "'self' blob:",
  'manifest-src': "'self'",
  'frame-src': "'none'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
  'form-action': "'self'",
};

export type HeaderSettings = {
  /** Over https the browser is told to stay there for a year. */
  https: boolean;
  /** Whether pages of this door may use the camera. */
  camera: boolean;
  contentSecurityPolicy?: ContentSecurityPolicy | undefined;
};

/** The headers as pairs, made once per door. */
export function securityHeaders({ https, camera, contentSecurityPolicy }: HeaderSettings): Record<string, string> {
  const directives = { ...policy, ...contentSecurityPolicy };
  const ownFramesOnly = directives['frame-ancestors'] === "'none'";
  return {
    'content-security-policy': Object.entries(directives)
      .map(([name, sources]) => `${name} ${sources}`)
      .join('; '),
    ...(ownFramesOnly ? { 'x-frame-options': 'DENY' } : {}),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'permissions-policy': `camera=(${camera ? 'self' : ''}), microphone=(), geolocation=(), payment=(), usb=(), otp-credentials=(self), publickey-credentials-get=(self), publickey-credentials-create=(self)`,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(https ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}
