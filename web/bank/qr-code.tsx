// The coloured QR with its place kept while it is fetched, so that nothing jumps.
import type { ReactNode } from 'react';
import { ColouredQr } from '../shared/coloured-qr/coloured-qr.tsx';
import { fromBase64Url } from './door.ts';
import { bankTexts } from './texts.ts';

export const qrSizePx = 288;

export function QrCode({ payload, label }: { readonly payload: string | undefined; readonly label: string }): ReactNode {
  const say = bankTexts.use();
  return (
    <div className="qr-box">
      <div className="qr-place">
        {payload === undefined ? (
          <span role="status">
            <span className="visually-hidden">{say('qr.making')}</span>
            <span className="skeleton" style={{ inlineSize: qrSizePx - 40, blockSize: qrSizePx - 40, background: '#eef1ef' }} />
          </span>
        ) : (
          <ColouredQr payload={fromBase64Url(payload)} size={qrSizePx} label={label} />
        )}
      </div>
    </div>
  );
}
