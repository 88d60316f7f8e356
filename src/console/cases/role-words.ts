/** Who somebody is. */
export const ROLE_WORDS = {
  en: {
    customer: 'Customer',
    merchant: 'Merchant',
    service: 'The shop’s system',
    support: 'Support',
    supervisor: 'Supervisor',
    operator: 'Operator',
    auditor: 'Auditor',
    system: 'Rescind',
  },
  zh: {
    customer: '顾客',
    merchant: '商家',
    service: '店铺系统',
    support: '客服',
    supervisor: '主管',
    operator: '运维',
    auditor: '审计',
    system: '系统',
  },
};
