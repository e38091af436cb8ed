// What routes about cards need beside approvals.

import type { CardsContext } from '../../modules/cards/index.ts';
import type { ApprovalDeps } from './token/deps.ts';

export type CardDeps = ApprovalDeps & { readonly cards: CardsContext };
