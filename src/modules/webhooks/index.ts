// Webhooks: endpoints of the bank's other systems, and the events that they are told of.

export {
  changeEndpoint,
  createEndpoint,
  endpointsMax,
  rotateSecret,
  sealedColumns,
  type EndpointRefusal,
  type NewEndpoint,
} from './endpoint.ts';
export {
  deleteEndpoint,
  deliveriesOf,
  endpointsOf,
  hasEndpoints,
  type DeliveryView,
  type EndpointChange,
  type EndpointRow as Endpoint,
} from './store.ts';
export { emit, emitAll, type NewEvent } from './emit.ts';
export { deliverWebhooks, sweepWebhooks, type WebhookSettings } from './deliver.ts';
export { isEventType } from './rules/event-type.ts';
