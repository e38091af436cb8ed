// The coloured QR of an operation and the field for its 8-digit code (TK-19); renewed when it ends before the operation does.
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { bankClock } from '../../shared/api.ts';
import { useAct } from '../../shared/loading.ts';
import { ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { bank } from '../door.ts';
import { QrCode } from '../qr-code.tsx';
import { bankTexts } from '../texts.ts';
import type { Operation, Qr } from '../types.ts';
import { CodeForm } from './code-form.tsx';

export function OfflineCode({
  operation,
  onChange,
}: {
  readonly operation: Operation;
  readonly onChange: (operation: Operation) => void;
}): ReactNode {
  const say = bankTexts.use();
  const [qr, setQr] = useState<Qr>();
  const make = useAct(async () => setQr(await bank.post<Qr>(`/operations/${operation.operationId}/qr`)));
  const { run } = make;
  const renew = useCallback(() => {
    setQr(undefined);
    void run();
  }, [run]);
  useEffect(renew, [renew]);
  useEffect(() => {
    if (qr === undefined || Date.parse(qr.expiresAt) >= Date.parse(operation.expiresAt)) return undefined;
    const timer = setTimeout(renew, Math.max(1000, Date.parse(qr.expiresAt) - bankClock()));
    return () => clearTimeout(timer);
  }, [qr, operation.expiresAt, renew]);

  return (
    <Card title={say('approval.qr.title')}>
      <ol className="numbered">
        <li>{say('approval.qr.open')}</li>
        <li>{say('approval.qr.scan')}</li>
        <li>{say('approval.qr.type')}</li>
      </ol>
      {make.error === undefined ? (
        <QrCode payload={qr?.payload} label={say('approval.qr.label')} />
      ) : (
        <ErrorBanner error={make.error} onRetry={renew} />
      )}
      <Button look="quiet" small icon="refresh" disabled={make.pending} onPress={renew}>
        {say('approval.qr.renew')}
      </Button>
      <CodeForm operation={operation} onChange={onChange} digits={8} />
      {operation.approval.methods.includes('soft-otp') && <p className="small quiet">{say('approval.otp.also')}</p>}
    </Card>
  );
}
