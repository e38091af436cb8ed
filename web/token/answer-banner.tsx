// A no of the bank or of the phone, and a bank that was not reached, in the customer's words.
import type { ReactNode } from 'react';
import { Banner } from '../shared/ui/banner.tsx';
import type { Answer } from './protocol/phone.ts';
import { tokenTexts } from './texts.ts';

/** Figures that texts may use, as plain values. */
function figuresOf(figures: Readonly<Record<string, unknown>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(figures).filter((entry): entry is [string, string | number] => ['string', 'number'].includes(typeof entry[1])),
  );
}

/** The text of an answer that is not `done`. */
export function useAnswerText(): (answer: Answer<unknown>) => string {
  const say = tokenTexts.use();
  return (answer) => {
    if (answer.kind === 'unreachable') return say('unreachable');
    if (answer.kind === 'done') return '';
    const own = `refusal.${answer.reason}`;
    if (answer.detail !== '') return answer.detail;
    return say.has(own) ? say(own, figuresOf(answer.figures)) : say('refusal.unknown');
  };
}

export function AnswerBanner({
  answer,
  actions,
}: {
  readonly answer: Answer<unknown> | undefined;
  readonly actions?: ReactNode;
}): ReactNode {
  const textOf = useAnswerText();
  if (answer === undefined || answer.kind === 'done') return null;
  return (
    <Banner tone={answer.kind === 'unreachable' ? 'warn' : 'bad'} live {...(actions === undefined ? {} : { actions })}>
      {textOf(answer)}
    </Banner>
  );
}
