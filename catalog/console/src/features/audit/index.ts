import { IconClipboardCheck } from '@tabler/icons-react';
import type { Feature } from '../../app/feature.js';

/** Who used what, for which purpose: for auditors. */
export const audit: Feature = {
  name: 'audit',
  routes: [{ path: '/audit', lazy: async () => ({ Component: (await import('./audit-page.js')).AuditPage }) }],
  navigation: [{ to: '/audit', text: 'audit:navigation', icon: IconClipboardCheck, order: 80, roles: ['auditor'] }],
};
