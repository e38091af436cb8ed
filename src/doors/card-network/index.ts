// The card network: ISO 8583 over TCP, and the acquirer's side of it for terminals of the demonstration, replays and tests.

export { openCardNetwork, type CardNetwork, type DoorLogger, type DoorSettings } from './door.ts';
export { demoConnections, loadConnections, readConnections, type Connection } from './connections.ts';
export { noFigures, type CardNetworkFigures } from './figures.ts';
export { connectAcquirer, type Acquirer, type Reply } from './client.ts';
export { cardMessage, reversalOf, type CardMessage } from './messages.ts';
