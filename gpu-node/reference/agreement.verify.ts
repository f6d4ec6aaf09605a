/** All of the cases. */
import { describeAgreement } from './agreement.ts';
import { referenceCases } from './cases.ts';

describeAgreement(referenceCases);
