// A field for a code that approves an operation; wrong codes are told with the tries that are left.
import { useEffect, useState, type ReactNode, type SubmitEvent } from 'react';
import { Problem } from '../../shared/api.ts';
import { useAct } from '../../shared/loading.ts';
import { ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button, LinkButton } from '../../shared/ui/button.tsx';
import { OtpField } from '../../shared/ui/otp-field.tsx';
import { bank } from '../door.ts';
import { amountIn } from '../operation-words.tsx';
import { bankTexts } from '../texts.ts';
import type { Operation } from '../types.ts';

export type CodeFormProps = {
  readonly operation: Operation;
  readonly onChange: (operation: Operation) => void;
  readonly digits: number;
  /** Fewest digits that are sent; as `digits` where not given. */
  readonly shortest?: number;
};

export function CodeForm({ operation, onChange, digits, shortest = digits }: CodeFormProps): ReactNode {
  const say = bankTexts.use();
  const [code, setCode] = useState('');
  const [asked, setAsked] = useState(false);
  const isShort = code.length < shortest;
  const path = `/operations/${operation.operationId}`;
  const confirm = useAct(async () => onChange(await bank.post<Operation>(`${path}/code`, { code })));
  const { error } = confirm;

  useEffect(() => {
    if (!(error instanceof Problem)) return;
    setCode('');
    setAsked(false);
    // Tries, a lock or an end: the state beside the code has changed too.
    bank.get<Operation>(path).then(
      (now) => now.status !== 'pending' && onChange(now),
      () => undefined,
    );
  }, [error, path, onChange]);

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (!isShort) void confirm.run();
  };
  const isLocked = error instanceof Problem && (error.reason === 'token-locked' || error.reason === 'suspended');
  const label = shortest === digits ? say('approval.code.label', { digits }) : say('approval.code.labelAny');
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <OtpField
        label={label}
        digits={digits}
        fromSms={false}
        value={code}
        onChange={setCode}
        error={asked && isShort ? say('approval.code.missing', { digits: shortest }) : ''}
      />
      <ErrorBanner
        error={error}
        {...(isLocked
          ? {
              actions: (
                <LinkButton look="secondary" small to="/service/token/enable">
                  {say('token.enable.title')}
                </LinkButton>
              ),
            }
          : {})}
      />
      <Button type="submit" wide pending={confirm.pending}>
        {say(amountIn(operation.details) === undefined ? 'approval.code.request' : 'approval.code.payment')}
      </Button>
    </form>
  );
}
