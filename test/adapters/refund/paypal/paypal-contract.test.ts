import { describeRefundChannel } from '../contract/refund-channel-contract';
import { startPaypalUnderTest } from './paypal-under-test';

describeRefundChannel('PayPal', startPaypalUnderTest, ['queryUnnamed']);
