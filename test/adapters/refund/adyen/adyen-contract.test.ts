import { describeRefundChannel } from '../contract/refund-channel-contract';
import { startAdyenUnderTest } from './adyen-under-test';

describeRefundChannel('Adyen', startAdyenUnderTest, ['query', 'queryUnnamed', 'webhookTime']);
