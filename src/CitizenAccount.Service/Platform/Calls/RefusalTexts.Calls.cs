using CitizenAccount.Rules;

namespace CitizenAccount.Service.Platform.Calls;

// Words for refusals that every call may meet, numbered 1 to 99.
internal static partial class RefusalTexts
{
    private static LocalizedText InvalidRequest => new(
        "بعض البيانات غير صحيحة. صحّح الحقول المذكورة ثم أعد الإرسال.",
        "Some of the data are not correct. Correct the fields named, then send again.");

    private static LocalizedText MonthOutOfRange => new(
        "الشهر المطلوب خارج الأشهر المتاحة. اختر شهرًا بين الشهرين المذكورين.",
        "The month asked for is outside the months available. Choose one between the two named.");

    private static LocalizedText PageTokenInvalid => new(
        "تعذرت متابعة القائمة من هذا الموضع. ابدأ القائمة من أولها.",
        "The list cannot be continued from here. Start it again from the beginning.");

    private static LocalizedText ConsistencyTokenInvalid => new(
        "علامة القراءة السابقة غير صالحة هنا. أعد القراءة دونها.",
        "The token of an earlier answer is not valid here. Read again without it.");

    private static LocalizedText DeadlineRequired => new(
        "أُرسل الطلب دون مهلة، أو بمهلة أطول من المسموح. حدّد مهلة ضمن الحد ثم أعد الإرسال.",
        "The request came without a time limit, or with one longer than allowed. Set one within the limit "
        + "and send again.");

    private static LocalizedText StreamOutOfOrder => new(
        "وصلت أجزاء الإرسال بغير ترتيبها. ابدأ الإرسال من جديد بالترتيب الصحيح.",
        "The parts did not come in their order. Start again and send them in order.");

    private static LocalizedText CurrencyNotSupported => new(
        "المبالغ هنا بالريال السعودي فقط. اكتب المبلغ بالريال ثم أعد الإرسال.",
        "Amounts are taken in Saudi riyals only. State the amount in riyals and send again.");

    private static LocalizedText Unauthenticated => new(
        "لم تسجّل الدخول، أو لم تُقبل بيانات دخولك. سجّل الدخول ثم أعد المحاولة.",
        "You are not signed in, or your credentials were not accepted. Sign in and try again.");

    private static LocalizedText TokenExpired => new(
        "انتهت صلاحية دخولك. جدّد الجلسة أو سجّل الدخول، ثم أعد الإرسال.",
        "Your access has expired. Renew the session or sign in, then send again.");

    private static LocalizedText SessionRevoked => new(
        "أُنهيت هذه الجلسة. سجّل الدخول من جديد، وإن لم تُنهها أنت فغيّر كلمة المرور.",
        "This session was ended. Sign in again; if it was not you who ended it, change your password.");

    private static LocalizedText PermissionDenied => new(
        "لا تملك صلاحية هذا الإجراء. اطلبه ممن يملك صلاحيته.",
        "You do not have the right to do this. Ask someone who has.");

    private static LocalizedText ScopeMissing => new(
        "النطاق اللازم لهذا الطلب غير متفق عليه مع جهتكم. اتفقوا عليه مع البرنامج أولًا.",
        "The scope this needs is not agreed with your organisation. Agree on it with the programme first.");

    private static LocalizedText OwnHousehold => new(
        "لا يعمل الموظف على طلب أسرته. أحِل الحالة إلى زميل.",
        "Staff do not work on their own household. Hand the case to a colleague.");

    private static LocalizedText PurposeRequired => new(
        "لم يُذكر غرض الاطلاع على بيانات المستفيد أو مرجعه. اذكرهما ثم أعد الإرسال.",
        "The purpose of using this person's data, or its reference, is missing. State it and send again.");

    private static LocalizedText SecondPersonRequired => new(
        "سبق أن نفّذت خطوة أخرى من هذه العملية، وهذه الخطوة ينفّذها شخص آخر. أحِلها إليه.",
        "You already took another step of this, and a different person takes this one. Hand it over.");

    private static LocalizedText RequestIdReused => new(
        "استُخدم رقم هذا الطلب من قبل لطلب مختلف. أرسل الطلب الجديد برقم جديد.",
        "The number of this request was used before for a different one. Send the new request under a new "
        + "number.");

    private static LocalizedText StillInFlight => new(
        "الطلب نفسه قيد التنفيذ الآن. انتظر قليلًا ثم أعد إرساله، ولن يُنفَّذ مرتين.",
        "The same request is being worked on now. Wait a moment and send it again; it will not be done twice.");

    private static LocalizedText ReplayExpired => new(
        "نُفّذ هذا الطلب من قبل، ولم يُحفظ جوابه لسريته. ابدأ طلبًا جديدًا، وإن كان تسجيل دخول فسجّل الدخول "
        + "من جديد.",
        "This request was carried out before, and its answer was confidential and is not kept. Start a new "
        + "one; if it was a sign-in, sign in again.");

    private static LocalizedText Conflict => new(
        "تغيّرت البيانات بعد أن اطلعت عليها. افتحها من جديد وراجعها ثم أعد المحاولة.",
        "The data changed after you read them. Open them again, check, and try again.");

    private static LocalizedText RateLimited => new(
        "أرسلت طلبات كثيرة في وقت قصير. انتظر قليلًا ثم أعد المحاولة.",
        "You sent many requests in a short time. Wait a moment and try again.");

    private static LocalizedText Overloaded => new(
        "الخدمة مشغولة جدًا الآن. انتظر قليلًا ثم أعد المحاولة.",
        "The service is very busy now. Wait a moment and try again.");

    private static LocalizedText TooManyStreams => new(
        "لديك أكبر عدد مسموح من الاتصالات المفتوحة. أغلق أحدها ثم أعد المحاولة.",
        "You have as many open connections as are allowed. Close one and try again.");

    private static LocalizedText MessageTooLarge => new(
        "حجم ما أرسلته أكبر من المسموح. أرسل أقل منه، أو أرسله على أجزاء.",
        "What you sent is larger than allowed. Send less, or send it in parts.");

    private static LocalizedText StoreUnavailable => new(
        "الخدمة غير متاحة مؤقتًا، ولم يتغير شيء. أعد المحاولة بعد قليل.",
        "The service is not available for a moment, and nothing was changed. Try again shortly.");

    private static LocalizedText PartnerUnavailable => new(
        "نحتاج إلى جهة أخرى لا تستجيب الآن. أعد المحاولة لاحقًا.",
        "We need another organisation that is not answering now. Try again later.");

    private static LocalizedText ShuttingDown => new(
        "هذا الخادم على وشك التوقف. أعد الاتصال وسيجيبك خادم آخر.",
        "This server is about to stop. Connect again and another one will answer.");

    private static LocalizedText ClientVersionNotSupported => new(
        "إصدار التطبيق الذي تستخدمه غير مدعوم. استخدم إصدارًا ضمن النطاق المذكور.",
        "The version of the app you use is not supported. Use one within the range named.");

    private static LocalizedText CallNotBuilt => new(
        "هذا الإجراء غير متاح بعد في هذا الإصدار. استخدم قناة أخرى، أو إصدارًا أحدث عند صدوره.",
        "This is not available in this version yet. Use another channel, or a later version when it comes "
        + "out.");

    private static LocalizedText InternalBug => new(
        "حدث خطأ لدينا. أعد المحاولة، وإن تكرر فأبلغ الدعم بالرقم المرجعي.",
        "Something went wrong on our side. Try again; if it happens again, report the reference number to "
        + "support.");
}
