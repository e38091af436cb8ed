// The coloured QR on a page: an SVG in module units on white, whatever the theme, with a name for who cannot see it.
import { useMemo } from 'react';
import { drawPaths, encodeColouredQr } from './encode.ts';

export type ColouredQrProps = {
  /** The sealed frame as the bank made it. */
  payload: Uint8Array;
  /** Width on the page in CSS pixels; the picture scales down with a narrower page. At least 200 is good to read. */
  size: number;
  /** What the picture is, for assistive technology: 'Activation code to scan with the app'. */
  label: string;
};

export function ColouredQr({ payload, size, label }: ColouredQrProps) {
  const matrix = useMemo(() => encodeColouredQr(payload), [payload]);
  const paths = useMemo(() => drawPaths(matrix), [matrix]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${matrix.width} ${matrix.height}`}
      width={size}
      height={Math.round((size * matrix.height) / matrix.width)}
      shapeRendering="crispEdges"
      style={{
        background: '#ffffff',
        maxWidth: '100%',
        height: 'auto',
        display: 'block',
        forcedColorAdjust: 'none',
        printColorAdjust: 'exact',
      }}
      data-coloured-qr=""
    >
      <rect width={matrix.width} height={matrix.height} fill="#ffffff" />
      {paths.map((path) => (
        <path key={path.fill} fill={path.fill} d={path.d} />
      ))}
    </svg>
  );
}
