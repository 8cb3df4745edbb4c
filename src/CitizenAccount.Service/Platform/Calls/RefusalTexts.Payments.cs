using CitizenAccount.Rules;

namespace CitizenAccount.Service.Platform.Calls;

// Words for refusals of payments, bank files and recovery, numbered 400 to 499.
internal static partial class RefusalTexts
{
    private static LocalizedText PaymentNotFound => new(
        "لم نجد هذه الدفعة. اخترها من صفحة الدفعات المالية.",
        "This payment was not found. Choose it on the payments page.");

    private static LocalizedText BatchNotFound => new(
        "لم نجد مسيّر الصرف هذا. اختره من قائمة المسيّرات.",
        "This payment batch was not found. Choose it from the list of batches.");

    private static LocalizedText HoldNotFound => new(
        "لم نجد هذا التعليق. افتح الدفعة من جديد.",
        "This hold was not found. Open the payment again.");

    private static LocalizedText RecoveryNotFound => new(
        "لم نجد هذا الاسترداد. تحقق من معرّفه.",
        "This recovery was not found. Check its name.");

    private static LocalizedText CycleNotPublished => new(
        "لم تُنشر دورة هذا الشهر، فلا يُصرف شيء بعد. انشر الدورة أولًا.",
        "The cycle of this month is not published, so nothing is payable yet. Publish it first.");

    private static LocalizedText AlreadyPaid => new(
        "لهذا الشهر مسيّر صرف من النوع نفسه. افتح ذلك المسيّر.",
        "This month already has a payment batch of that kind. Open that batch.");

    private static LocalizedText NotAPaymentDay => new(
        "هذا التاريخ ليس يوم صرف لذلك الشهر. استخدم اليوم المذكور، أو أعلن يومًا آخر أولًا.",
        "This date is no payment day of that month. Use the day given, or announce another one first.");

    private static LocalizedText BatchState => new(
        "هذا الإجراء غير ممكن في حالة مسيّر الصرف الحالية. افتح المسيّر لتعرف حالته.",
        "This is not possible in the present state of the payment batch. Open the batch to see its state.");

    private static LocalizedText AmountOutOfRange => new(
        "المبلغ أكبر من أي مبلغ يصرفه البرنامج. صحّح المبلغ.",
        "The amount is larger than any the programme can pay. Correct it.");

    private static LocalizedText LedgerNotClean => new(
        "كشفت مراجعة دفتر القيود خللًا، ولا يُصرف أي مبلغ حتى يُعالج. أعد المراجعة وأبلغ عن نتيجتها.",
        "The audit of the ledger found a fault, and no money moves until it is cleared. Run the audit again "
        + "and report what it finds.");

    private static LocalizedText BankFileChanged => new(
        "موضع المتابعة ليس من ملف البنك المعتمد. صدّر الملف من بدايته.",
        "The place to go on from is not in the sealed bank file. Export the file from its beginning.");

    private static LocalizedText ReportRefused => new(
        "تعذرت قراءة تقرير البنك، ولم يُقيَّد منه شيء. احصل عليه من البنك مرة أخرى.",
        "The bank report cannot be read, and nothing of it was booked. Fetch it from the bank again.");

    private static LocalizedText ReportForeign => new(
        "يذكر تقرير البنك مسيّرات أو تعليمات لم نرسلها. تحقق من البنك ومن الملف.",
        "The bank report names batches or instructions we never sent. Check the bank and the file.");

    private static LocalizedText ReportTotalsWrong => new(
        "المجاميع أو الأعداد في تقرير البنك لا تطابق سطوره. اطلب من البنك تقريرًا صحيحًا.",
        "Sums or counts in the bank report do not agree with its lines. Fetch a correct one from the bank.");

    private static LocalizedText HoldState => new(
        "لا يمكن تعليق هذه الدفعة أو رفع تعليقها في حالتها الحالية. افتح الدفعة لتعرف حالتها.",
        "This payment cannot be held or let go in its present state. Open the payment to see its state.");

    private static LocalizedText OutcomeUnknown => new(
        "لم يُعرف بعد ما آل إليه هذا المبلغ، ولن يُرسل ثانية قبل معرفة ذلك. انتظر جواب البنك.",
        "It is not known yet what became of this payment, and it is not sent again before that. Wait for "
        + "the bank's answer.");

    private static LocalizedText RecoveryNotAllowed => new(
        "لا يستوفي هذا الاسترداد شروطه. استوفِ الشرط المذكور أولًا.",
        "This recovery does not meet its conditions. Meet the condition named first.");

    private static LocalizedText RecoverySuspended => new(
        "الاسترداد موقوف لوجود اعتراض قائم. ابتّ في الاعتراض أولًا.",
        "The recovery is suspended by an open objection. Decide the objection first.");
}
