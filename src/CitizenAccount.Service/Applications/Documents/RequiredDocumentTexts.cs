using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Service.Applications.Documents;

// Why a document is needed, in words.
internal static partial class RequiredDocuments
{
    private static LocalizedText NoProofCause => new(
        "المستقل يثبت سكنه المنفصل. اختر في الطلب ما يثبته: عقد إيجار موثق، أو صك ملكية مع فاتورة كهرباء أو شهادة "
        + "إشغال، أو خطاب سكن.",
        "An independent proves living apart. Choose the proof in the application: a registered lease, a title deed "
        + "with an electricity bill or occupancy certificate, or a housing letter.");

    private static LocalizedText LeaseCause => new(
        "يُتحقق من عقد الإيجار آليًا في منصة إيجار: عقد موحد ساري باسم مقدم الطلب. أرفق العقد إن تعذر التحقق فقط.",
        "The lease is checked at Ejar by itself: unified, valid, in the applicant's name. Attach it only if that "
        + "fails.");

    private static LocalizedText ProgrammeHousingCause => new(
        "يُتحقق من السكن التنموي والجامعي آليًا. أرفق خطاب الجهة إن تعذر التحقق فقط.",
        "Developmental and university housing are checked by themselves. Attach a letter only if that fails.");

    private static LocalizedText TitleDeedCause => new(
        "السكن المنفصل في عقار مملوك يثبته صك الملكية باسم مقدم الطلب.",
        "Living apart in an own home is proved by the title deed in the applicant's name.");

    private static LocalizedText ElectricityBillCause => new(
        "تُرفق مع صك الملكية فاتورة كهرباء باسم مقدم الطلب، أو شهادة إشغال.",
        "With the title deed comes an electricity bill in the applicant's name, or an occupancy certificate.");

    private static LocalizedText OccupancyCause => new(
        "تُرفق مع صك الملكية شهادة إشغال، أو فاتورة كهرباء باسم مقدم الطلب.",
        "With the title deed comes an occupancy certificate, or an electricity bill in the applicant's name.");

    private static LocalizedText MosqueLetterCause => new(
        "سكن الإمام أو المؤذن يثبته خطاب الجهة المشرفة على المسجد.",
        "Housing of an imam or muezzin is proved by a letter of the body in charge of the mosque.");

    private static LocalizedText MilitaryLetterCause => new(
        "السكن العسكري يثبته خطاب سكن من الجهة العسكرية.", "Military housing is proved by a letter of that body.");

    private static LocalizedText EmployerLetterCause => new(
        "السكن الذي توفره جهة العمل الحكومية أو الخاصة يثبته خطاب منها.",
        "Housing provided by a government or private employer is proved by its letter.");

    private static LocalizedText InstituteLetterCause => new(
        "سكن المعهد أو الأكاديمية يثبته خطاب منها.", "Housing of an institute or academy is proved by its letter.");

    private static LocalizedText NonSaudiHusbandCause => new(
        "المواطنة المتزوجة من غير سعودي ترفق موافقة وزارة الداخلية على الزواج، أو عقد الزواج.",
        "A Saudi woman married to a non-Saudi attaches the Interior Ministry's approval, or the marriage contract.");

    private static LocalizedText NonSaudiExtractCause => new(
        "يُرفق مع موافقة وزارة الداخلية مستخرج حديث من الأحوال المدنية؛ ويغني عنه عقد الزواج.",
        "With the Interior Ministry's approval comes a recent civil extract; the marriage contract does instead.");

    private static LocalizedText PrisonerCause => new(
        "زوجة السجين تكون مستفيدة رئيسية بشهادة تثبت سجن الزوج.",
        "The wife of a prisoner is main beneficiary with a certificate that her husband is in prison.");

    private static LocalizedText CapacityCause => new(
        "زوجة فاقد الأهلية تكون مستفيدة رئيسية بصك يثبت فقد الزوج أهليته.",
        "The wife of a person lacking legal capacity is main beneficiary with a deed that says so.");

    private static LocalizedText AbsentHusbandCause => new(
        "من غاب عنها زوجها تكون مستفيدة رئيسية بصك يثبت غيابه؛ ومن لديها أبناء يكفيها صك الإعالة.",
        "A woman whose husband is absent is main beneficiary with a deed that says so; with children, a deed of "
        + "support does as well.");

    private static LocalizedText DivorcedWithChildrenCause => new(
        "المطلقة التي تعول أبناءها ترفق صك الإعالة.",
        "A divorced woman who supports children attaches a support deed.");

    private static LocalizedText WidowCause => new(
        "الأرملة تضيف تابعيها بصك حصر الورثة، أو شهادة الميلاد، أو بطاقة المعيل.",
        "A widow adds dependants with the heirs' deed, the birth certificate or the provider's card.");

    private static LocalizedText GuardianshipCause => new(
        "التابع المعال يُضاف بصك الولاية أو الحضانة.",
        "A supported dependant is added with the deed of guardianship or fosterage.");

    private static LocalizedText NewbornCause => new(
        "يُتحقق من المولود آليًا في الأحوال المدنية. أرفق شهادة الميلاد إن تعذر التحقق فقط.",
        "A newborn is checked in the civil records by itself. Attach the birth certificate only if that fails.");

    private static LocalizedText MarriageCause => new(
        "يُتحقق من الزواج آليًا في الأحوال المدنية. أرفق عقد الزواج إن تعذر التحقق فقط.",
        "A marriage is checked in the civil records by itself. Attach the contract only if that fails.");

    private static LocalizedText DivorceCause => new(
        "يُتحقق من الطلاق آليًا في الأحوال المدنية. أرفق صك الطلاق إن تعذر التحقق فقط.",
        "A divorce is checked in the civil records by itself. Attach the deed only if that fails.");

    private static LocalizedText DeathCause => new(
        "يُتحقق من الوفاة آليًا في الأحوال المدنية. أرفق شهادة الوفاة إن تعذر التحقق فقط.",
        "A death is checked in the civil records by itself. Attach the certificate only if that fails.");

    private static LocalizedText WidowedCause => new(
        "يُتحقق من وفاة الزوج أو الزوجة آليًا في الأحوال المدنية. أرفق شهادة الوفاة إن تعذر التحقق فقط.",
        "The death of the spouse is checked in the civil records by itself. Attach the certificate only if that "
        + "fails.");

    private static LocalizedText NationalityCause => new(
        "لم تصل جنسية هذا الفرد من الأحوال المدنية بعد. أرفق مستخرجًا منها أو شهادة الميلاد إن تعذر التحقق.",
        "The civil records have not told this member's nationality yet. If they do not, attach an extract or the birth "
        + "certificate.");

    private static LocalizedText CommercialCause => new(
        "باسم هذا الفرد سجل تجاري. أرفقه مع الإفصاح عن دخله، أو أرفق ما يثبت شطبه.",
        "A commercial registration stands in this member's name. Attach it and disclose its income, or proof that "
        + "it was cancelled.");

    private static LocalizedText IncomeCause => new(
        "دخل مصرح به لم تؤكده جهة رسمية. أرفق ما يثبته، أو كشف حساب، من البوابة أو التطبيق.",
        "A declared income that no official source confirmed. Attach a proof of it, or a bank statement, through "
        + "portal or app.");
}
