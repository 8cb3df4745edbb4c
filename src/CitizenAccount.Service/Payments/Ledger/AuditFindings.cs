using CitizenAccount.Rules;

namespace CitizenAccount.Service.Payments.Ledger;

/// <summary>What an audit holds each invariant to, and where it was broken. Numbers are those of the programme's list
/// of invariants.</summary>
internal sealed class AuditFindings
{
    private const int ExamplesMax = 20;

    private static readonly (int Number, LocalizedText Statement)[] All =
    [
        (1, new("كل قيد متوازن وينقل مبلغًا من حساب إلى آخر وفق نوعه.",
            "Every entry balances, and moves money between the accounts of its kind.")),
        (2, new("القيود متسلسلة بلا فجوة، وكل قيد يحمل بصمة ما قبله.",
            "The journal has no gap, and each entry holds the hash of the one before.")),
        (3, new("استحقاق منتظم واحد على الأكثر لكل أسرة وشهر.",
            "At most one regular entitlement for a household and month.")),
        (4, new("تعليمة مودعة واحدة على الأكثر لكل استحقاق.",
            "At most one settled instruction for what is due.")),
        (5, new("المدفوع والمرسل والمعلق والمرتجع لا يتجاوز المستحق.",
            "Paid, in transit, held and returned never exceed what is due.")),
        (6, new("لا تعليمة جديدة قبل ثبوت ارتجاع السابقة.",
            "No new instruction before the one before is proved returned or void.")),
        (7, new("مجموع المسيّر هو مجموع سطوره وملفاته وقيوده.",
            "A batch is the sum of its lines, its files and its entries.")),
        (9, new("أعدّ المسيّر واعتمده وأطلقه ثلاثة أشخاص.",
            "Maker, checker and releaser of a batch are three people.")),
        (15, new("لا استرداد فوق الزيادة المثبتة ولا قبل الإشعار وانقضاء مدة الاعتراض.",
            "Nothing is recovered beyond the proved overpayment, nor before notice and a closed window.")),
        (16, new("كل تعويض يذكر سببه.", "Every compensation names its cause.")),
    ];

    private readonly Dictionary<int, (long Count, List<string> Examples)> _broken = [];
    private readonly Lock _lock = new();

    /// <summary>Notes that an invariant is broken, and by what.</summary>
    public void Add(int invariant, string example)
    {
        lock (_lock)
        {
            var (count, examples) = _broken.TryGetValue(invariant, out var known) ? known : (0, []);
            if (examples.Count < ExamplesMax && !examples.Contains(example))
            {
                examples.Add(example);
            }

            _broken[invariant] = (count + 1, examples);
        }
    }

    /// <summary>The first broken one; 0 when all hold.</summary>
    public int FirstBroken => _broken.Count == 0 ? 0 : _broken.Keys.Min();

    /// <summary>Each invariant that was looked at, with how often it is broken.</summary>
    /// <param name="isWhole">The whole journal was looked at; of a part only the first two can be told.</param>
    public IEnumerable<(int Number, LocalizedText Statement, long Violations, IReadOnlyList<string> Examples)> Results(
        bool isWhole) =>
        All.Where(one => isWhole || one.Number <= 2).Select(one =>
        {
            var (count, examples) = _broken.TryGetValue(one.Number, out var known) ? known : (0, []);
            return (one.Number, one.Statement, count, (IReadOnlyList<string>)examples);
        });
}
