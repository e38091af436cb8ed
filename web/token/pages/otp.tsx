// 'Generate OTP': an eight-digit code for non-financial requests, made without a network (TK-20).
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { Banner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { CountDown } from '../../shared/ui/count-down.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { useAnswer } from '../act.ts';
import { AnswerBanner } from '../answer-banner.tsx';
import type { Otp } from '../protocol/phone.ts';
import { tokenTexts } from '../texts.ts';
import { useVisit } from '../visit.ts';

export function GenerateOtp(): ReactNode {
  const say = tokenTexts.use();
  const { phone } = useVisit();
  const [otp, setOtp] = useState<Otp>();
  const [over, setOver] = useState(false);
  const make = useAnswer(async () => {
    const answer = await phone.otp();
    if (answer.kind === 'done') {
      setOtp(answer.value);
      setOver(false);
    }
    return answer;
  });
  const { run } = make;
  useEffect(() => void run(), [run]);
  const end = useCallback(() => setOver(true), []);
  return (
    <Page title={say('otp.title')} back="/" lead={say('otp.lead')}>
      <AnswerBanner answer={make.answer} />
      {otp !== undefined && (
        <div className="code-box">
          <output className="code" aria-label={say('otp.code')} {...(over ? { style: { opacity: 0.35 } } : {})}>
            {`${otp.code.slice(0, 4)} ${otp.code.slice(4)}`}
          </output>
          {over ? (
            <p role="status">{say('otp.over')}</p>
          ) : (
            <CountDown from={(otp.validUntilS - otp.stepSeconds) * 1000} until={otp.validUntilS * 1000} onEnd={end} />
          )}
        </div>
      )}
      <Banner tone="warn">{say('otp.nonFinancial')}</Banner>
      <Button wide disabled={!over && make.answer === undefined} pending={make.pending} onPress={() => void run()}>
        {say('otp.again')}
      </Button>
    </Page>
  );
}
