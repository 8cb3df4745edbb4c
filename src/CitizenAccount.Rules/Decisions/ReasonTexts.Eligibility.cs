namespace CitizenAccount.Rules.Decisions;

// Words for the tests of eligibility that failed.
public static partial class ReasonTexts
{
    private static ReasonText ApplicationIncomplete => Say(
        "الطلب غير مكتمل أو لم يُقدَّم.",
        "The application is incomplete or was not submitted.",
        new("أكمل بيانات الطلب والإقرار ثم قدّمه.", "Complete the application and its declaration, then submit it."));

    private static ReasonText Barred => Say(
        "أُوقف الطلب لمدة محددة بسبب بيانات غير صحيحة.",
        "The application is barred for a time because of a false statement.",
        new("يمكنك إعادة التقديم بعد انتهاء المدة.", "You can re-apply when the time is over."));

    private static ReasonText Nationality => Say(
        "المستفيد الرئيسي غير سعودي ولا يشمله استثناء.",
        "The main beneficiary is not Saudi and no exception applies.",
        ObjectOrReapply);

    private static ReasonText MarriedWomanNotMain => Say(
        "تُضاف المتزوجة تابعة لدى زوجها إلا في الحالات المستثناة.",
        "A married woman is added under her husband except in the accepted cases.",
        new(
            "إن كنتِ من الحالات المستثناة فأرفقي ما يثبتها ثم قدّمي اعتراضًا.",
            "If yours is an accepted case, attach its proof and object."));

    private static ReasonText InShelterOrPrison => Say(
        "المستفيد الرئيسي مقيم في دار إيواء أو سجن.",
        "The main beneficiary lives in a government shelter or a prison.",
        ObjectOrReapply);

    private static ReasonText MainBeneficiaryDeceased => Say(
        "المستفيد الرئيسي متوفى.",
        "The main beneficiary has died.",
        new(
            "يمكن لأحد أفراد الأسرة التسجيل مستفيدًا رئيسيًا وإضافة التابعين.",
            "A member of the family can register as main beneficiary and add the dependants."));

    private static ReasonText DataMismatch => Say(
        "البيانات المسجلة لا تتطابق مع بيانات الجهات الرسمية.",
        "The declared data do not agree with official records.",
        ObjectOrReapply);

    private static ReasonText Residence => Say(
        "المستفيد الرئيسي غير مقيم في المملكة إقامة دائمة.",
        "The main beneficiary does not reside permanently in the Kingdom.",
        ObjectOrReapply);

    private static ReasonText IndependentUnderAge => Say(
        "الفرد المستقل دون \u206618\u2069 سنة.",
        "The independent is under 18.",
        new("يُضاف تابعًا لدى رب الأسرة.", "Be added as a dependant of the head."));

    private static ReasonText IndependentMarried => Say(
        "الفرد المستقل متزوج.",
        "The independent is married.",
        new("قدّم الطلب بصفة رب أسرة أو تابع.", "Apply as a head, or be added as a dependant."));

    private static ReasonText IndependentHasDependants => Say(
        "للفرد المستقل تابعون.",
        "The independent has dependants.",
        new("قدّم الطلب بصفة رب أسرة.", "Apply as a head of household."));

    private static ReasonText IndependenceNotProved => Say(
        "لم يثبت استقلال السكن.",
        "Living apart is not proved.",
        new(
            "وثّق عقد إيجار ساريًا باسمك ورقم عداد الكهرباء، أو أرفق أحد مستندات الإثبات.",
            "Give a valid Ejar lease in your name with the electricity meter number, or attach one of the proofs."));

    private static ReasonText DependantsMissing => Say(
        "لم يُضف جميع التابعين المسجلين لدى رب الأسرة.",
        "Not all dependants registered to the head are added.",
        new("أضف جميع التابعين في تفاصيل الطلب.", "Add all dependants under application details."));

    private static ReasonText CommercialRegistrationUndisclosed => Say(
        "يوجد سجل تجاري لم يُفصح عن دخله.",
        "There is a commercial registration whose income is not disclosed.",
        new(
            "أفصح عن دخل السجل أو ألغه ثم قدّم اعتراضًا.",
            "Disclose its income or cancel it, then object."));

    private static ReasonText AssetsTotal => Say(
        "مجموع الأصول يتجاوز حد القدرة المالية.",
        "All assets together pass the limit of financial capacity.",
        ObjectOrReapply);

    private static ReasonText AssetsRealEstate => Say(
        "قيمة العقارات تتجاوز حدها.", "Real estate passes its limit.", ObjectOrReapply);

    private static ReasonText AssetsVehicles => Say(
        "قيمة المركبات تتجاوز حدها.", "Vehicles pass their limit.", ObjectOrReapply);

    private static ReasonText AssetsCash => Say(
        "الأرصدة النقدية تتجاوز حدها.", "Cash passes its limit.", ObjectOrReapply);

    private static ReasonText AssetsPortfolios => Say(
        "المحافظ الاستثمارية تتجاوز حدها.", "Investment portfolios pass their limit.", ObjectOrReapply);

    private static ReasonText AssetsDomesticWorkers => Say(
        "عدد العمالة المنزلية يتجاوز الحد.", "There are more domestic workers than the limit.", ObjectOrReapply);

    private static ReasonText MainBeneficiaryListedElsewhere => Say(
        "المستفيد الرئيسي محتسب في أسرة أخرى لهذا الشهر.",
        "The main beneficiary is counted in another household this month.",
        new("احذف الإضافة من أحد الطلبين.", "Have one of the two applications changed."));
}
