using CitizenAccount.Rules;

namespace CitizenAccount.Portal.Applications;

/// <summary>Words of the application's pages.</summary>
internal static class ApplicationWords
{
    public static readonly LocalizedText Title = new("تفاصيل الطلب", "Application details");
    public static readonly LocalizedText Edit = new("تعديل", "Edit");
    public static readonly LocalizedText Missing = new("لم يُدخل بعد", "Not given yet");
    public static readonly LocalizedText Saved = new("حُفظ التعديل.", "Your change is saved.");
    public static readonly LocalizedText Submitted = new(
        "أُرسل طلبك. نخبرك بالنتيجة برسالة نصية.",
        "Your application is submitted. We tell you the result by SMS.");
    public static readonly LocalizedText SubmitNow = new("الإقرار وإرسال الطلب", "Declare and submit");

    public static readonly LocalizedText Household = new("صفة المستفيد", "Beneficiary");
    public static readonly LocalizedText Kind = new("ما صفتك؟", "What are you?");
    public static readonly LocalizedText Married = new(
        "للمتزوجة: لماذا أنت المستفيدة الرئيسية؟",
        "For a married woman: why are you the main beneficiary?");
    public static readonly LocalizedText Members = new("أفراد الأسرة والدخل", "Members and income");
    public static readonly LocalizedText MembersHint = new(
        "أضف كل التابعين، ولو كان لهم دخل.",
        "Add all dependants, also those with an income.");
    public static readonly LocalizedText AddMember = new("أضف تابعًا", "Add a dependant");
    public static readonly LocalizedText EditStatus = new("الحالة الاجتماعية", "Marital status");
    public static readonly LocalizedText EditIncome = new("الدخل", "Income");
    public static readonly LocalizedText Remove = new("حذف", "Remove");
    public static readonly LocalizedText NoIncome = new("لا دخل معلن", "No income declared");
    public static readonly LocalizedText IdEnding = new("هوية تنتهي بـ", "ID ending in");
    public static readonly LocalizedText Born = new("مواليد", "Born");
    public static readonly LocalizedText Official = new("في السجلات", "In the records");
    public static readonly LocalizedText Address = new("العنوان الوطني", "National address");
    public static readonly LocalizedText ShortAddress = new("العنوان المختصر", "Short address");
    public static readonly LocalizedText ShortHint = new(
        "أربعة أحرف وأربعة أرقام، مثل \u2066RAAA2919\u2069. يكفي وحده، أو اكتب الأرقام أدناه.",
        "Four letters and four digits, such as RAAA2919. It is enough, or give the numbers below.");

    public static readonly LocalizedText Building = new("رقم المبنى", "Building number");
    public static readonly LocalizedText Street = new("الشارع", "Street");
    public static readonly LocalizedText District = new("الحي", "District");
    public static readonly LocalizedText City = new("المدينة", "City");
    public static readonly LocalizedText Postal = new("الرمز البريدي", "Postal code");
    public static readonly LocalizedText Additional = new("الرقم الإضافي", "Additional number");
    public static readonly LocalizedText Housing = new("السكن", "Housing");
    public static readonly LocalizedText HousingKind = new("نوع السكن", "How the household lives");
    public static readonly LocalizedText Proof = new("ما يثبت استقلالك في السكن", "What proves living apart");
    public static readonly LocalizedText ProofHint = new("للفرد المستقل", "For an independent");
    public static readonly LocalizedText Lease = new("رقم عقد إيجار", "Number of the Ejar contract");
    public static readonly LocalizedText Meter = new("رقم عداد الكهرباء", "Electricity meter");
    public static readonly LocalizedText Bank = new("الحساب البنكي", "Bank account");
    public static readonly LocalizedText BankTitle = new("بيانات الحساب البنكي", "Bank account");
    public static readonly LocalizedText Iban = new("الآيبان", "IBAN");
    public static readonly LocalizedText IbanHint = new(
        "\u206624\u2069 خانة تبدأ بـ \u2066SA\u2069، لحساب باسمك. المسافات لا تضر.",
        "24 characters that start with SA, of an account in your name. Blanks do no harm.");

    public static readonly LocalizedText IbanNow = new("الحساب الحالي", "The present account");
    public static readonly LocalizedText IbanPending = new("حساب جديد في الطريق", "A new account on its way");
    public static readonly LocalizedText IbanWhen = new(
        "ما تغيّره قبل موعد تحديث البيانات يُدفع إليه في الدورة القادمة، وحتى ذلك الحين يُدفع إلى الحساب السابق.",
        "What you change before the data cut-off is paid to in the next cycle; until then the old account is paid.");

    public static readonly LocalizedText Ending = new("ينتهي بـ", "ending in");
    public static readonly LocalizedText Documents = new("المستندات", "Documents");
    public static readonly LocalizedText Needed = new("المستندات المطلوبة", "Documents needed");
    public static readonly LocalizedText NothingNeeded = new("لا يلزم طلبك مستند.", "Your case needs no document.");
    public static readonly LocalizedText ByItself = new("يُتحقق منه آليًا", "Checked by itself");
    public static readonly LocalizedText Have = new("وصل", "Received");
    public static readonly LocalizedText Upload = new("ارفع مستندًا", "Upload a document");
    public static readonly LocalizedText UploadThis = new("ارفعه", "Upload it");
    public static readonly LocalizedText DocumentKind = new("ما المستند؟", "What is it?");
    public static readonly LocalizedText ForMember = new("يخص", "It concerns");
    public static readonly LocalizedText WholeHousehold = new("الأسرة كلها", "The whole household");
    public static readonly LocalizedText Uploaded = new("ما رفعته", "What you uploaded");
    public static readonly LocalizedText JustUploaded = new("وصل المستند.", "The document has arrived.");
    public static readonly LocalizedText Download = new("تنزيل", "Download");
    public static readonly LocalizedText History = new("سجل الطلب", "What happened");
    public static readonly LocalizedText Id = new("رقم هوية التابع", "National ID of the dependant");
    public static readonly LocalizedText Relationship = new("صلة القرابة", "Relationship");
    public static readonly LocalizedText Happened = new("ماذا حدث؟", "What happened?");
    public static readonly LocalizedText When = new("متى؟", "When?");
    public static readonly LocalizedText RemoveTitle = new("حذف تابع", "Remove a dependant");
    public static readonly LocalizedText StatusTitle = new("الحالة الاجتماعية", "Marital status");
    public static readonly LocalizedText IncomeTitle = new("الدخل الشهري", "Monthly income");

    public static readonly LocalizedText IncomeLead = new(
        "كل مصادر الدخل قبل الحسم. لحذف مصدر اترك نوعه فارغًا.",
        "Every income, gross. To remove one, leave its kind empty.");

    public static readonly LocalizedText Source = new("المصدر", "Source");
    public static readonly LocalizedText Monthly = new("المبلغ الشهري بالريال", "Monthly amount in SAR");
    public static readonly LocalizedText Describe = new("الوصف", "Description");
    public static readonly LocalizedText SubmitTitle = new("الإقرار وإرسال الطلب", "Declare and submit");
    public static readonly LocalizedText StillMissing = new("يلزم قبل الإرسال", "Needed before you submit");
    public static readonly LocalizedText Complete = new(
        "الطلب مكتمل، ويمكن إرساله.",
        "The application is complete and can be submitted.");
    public static readonly LocalizedText Declaration = new("الإقرار", "Declaration");

    public static readonly LocalizedText DeclarationText = new(
        "أقر بأن جميع البيانات والمستندات المقدمة صحيحة وكاملة، وأن ألتزم بتحديثها خلال \u206615\u2069 يومًا "
        + "من أي تغيير، وأعلم أن "
        + "تقديم بيانات مضللة أو إخفاءها يوقف الدعم وقد يمنع التقديم مدة تصل إلى سنتين ويُسترد ما صُرف.",
        "I declare that all data and documents are true and complete, that I will update them within 15 days "
        + "of any change, "
        + "and that I know that misleading statements or concealment stop support, may bar me for up to two years, "
        + "and that "
        + "what was paid is recovered.");

    public static readonly LocalizedText Agree = new(
        "قرأت الإقرار وأقر بما فيه",
        "I have read the declaration and make it");
    public static readonly LocalizedText AgreeNeeded = new(
        "يلزم الإقرار لإرسال الطلب.",
        "The declaration is needed to submit.");
    public static readonly LocalizedText Reapply = new("إعادة التقديم", "Re-apply");
    public static readonly LocalizedText Submit = new("أرسل الطلب", "Submit");
    public static readonly LocalizedText Back = new("تفاصيل الطلب", "Application details");
    public static readonly LocalizedText OnlyMain = new(
        "يعدّل الطلب المستفيد الرئيسي وحده. لك أن تعدّل دخلك أنت.",
        "Only the main beneficiary changes the application. You may change your own income.");
}
