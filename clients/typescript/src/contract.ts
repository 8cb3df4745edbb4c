import { AccountService } from "./gen/citizenaccount/account/v1/account_service_pb.js";
import { ApplicationService } from "./gen/citizenaccount/account/v1/application_service_pb.js";
import { CycleService } from "./gen/citizenaccount/eligibility/v1/cycle_service_pb.js";
import { EligibilityService } from "./gen/citizenaccount/eligibility/v1/eligibility_service_pb.js";
import { NotificationService } from "./gen/citizenaccount/notification/v1/notification_service_pb.js";
import { ObjectionService } from "./gen/citizenaccount/objection/v1/objection_service_pb.js";
import { IncomeVerificationService } from "./gen/citizenaccount/partner/v1/income_verification_service_pb.js";
import { DisbursementService } from "./gen/citizenaccount/payment/v1/disbursement_service_pb.js";
import { PaymentService } from "./gen/citizenaccount/payment/v1/payment_service_pb.js";
import { SystemService } from "./gen/citizenaccount/system/v1/system_service_pb.js";
import { VoiceService } from "./gen/citizenaccount/voice/v1/voice_service_pb.js";

/** The services of the contract, by the names a client has for them. */
export const services = {
  accounts: AccountService,
  applications: ApplicationService,
  cycles: CycleService,
  disbursements: DisbursementService,
  eligibility: EligibilityService,
  incomeVerification: IncomeVerificationService,
  notifications: NotificationService,
  objections: ObjectionService,
  payments: PaymentService,
  system: SystemService,
  voice: VoiceService,
};
