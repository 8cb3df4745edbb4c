using CitizenAccount.Contracts.Type.V1;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using static CitizenAccount.Service.Tests.Contract.ContractDescriptors;
using Value = CitizenAccount.Contracts.Type.V1.Value;

namespace CitizenAccount.Service.Tests.Contract;

/// <summary>What the fields of the contract look like everywhere: exact numbers, times and dates told apart by name.
/// </summary>
public sealed class ContractFieldTests
{
    private static readonly HashSet<MessageDescriptor> ForeignTypes =
        [Timestamp.Descriptor, Duration.Descriptor, FieldMask.Descriptor];

    /// <summary>Words a Python client could not write as `message.word`.</summary>
    private static readonly HashSet<string> PythonKeywords =
    [
        "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
        "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass",
        "raise", "return", "try", "while", "with", "yield",
    ];

    [Fact]
    public void Instants_end_in_time_and_are_timestamps() => AssertNamed("_time", Timestamp.Descriptor);

    [Fact]
    public void Hijri_dates_end_in_hijri_date() => AssertNamed("_hijri_date", HijriDate.Descriptor);

    [Fact]
    public void Civil_dates_end_in_date() =>
        AssertNamed("_date", Date.Descriptor, name => !name.EndsWith("_hijri_date", StringComparison.Ordinal));

    [Fact]
    public void Months_are_benefit_months()
    {
        AssertNone(
            OwnFields.Where(field => field.Name.EndsWith("_month", StringComparison.Ordinal))
                .Where(field => !IsOf(field, YearMonth.Descriptor) && field.ContainingType != Value.Descriptor),
            "YearMonth");
    }

    [Fact]
    public void No_number_is_a_float() =>
        AssertNone(
            OwnFields.Where(field => field.FieldType is FieldType.Float or FieldType.Double),
            "whole numbers, Money or Decimal");

    [Fact]
    public void Halalas_stand_in_money_alone() =>
        AssertNone(
            OwnFields.Where(field => field.Name.EndsWith("halalas", StringComparison.Ordinal)
                && field.ContainingType != Money.Descriptor),
            "Money");

    [Fact]
    public void Only_three_foreign_types_are_used() =>
        AssertNone(
            OwnFields.Where(field => field.FieldType == FieldType.Message && !field.IsMap
                && !IsOwn(field.MessageType.FullName) && !ForeignTypes.Contains(field.MessageType)),
            "Timestamp, Duration or FieldMask");

    [Fact]
    public void No_field_bears_a_name_that_a_client_cannot_write() =>
        AssertNone(OwnFields.Where(field => PythonKeywords.Contains(field.Name)), "another name");

    [Fact]
    public void No_national_id_and_no_iban_is_ever_answered()
    {
        // What goes to the service may hold them; what comes back holds endings and hints only.
        var answered = new HashSet<MessageDescriptor>();
        foreach (var call in OwnCalls)
        {
            Collect(call.OutputType, answered);
        }

        // The programme asks a partner about a person by national ID: there it is the question itself.
        AssertNone(
            answered.Where(message => message.Name != "VerificationQuestion")
                .SelectMany(message => message.Fields.InDeclarationOrder())
                .Where(field => field.FieldType == FieldType.String
                    && field.Name is "national_id" or "iban" or "mobile" or "email" or "password"),
            "an ending or a hint");
    }

    [Fact]
    public void Every_enum_begins_with_unspecified()
    {
        var offenders = Enums.Where(type => IsOwn(type.FullName))
            .Where(type => type.FindValueByNumber(0)?.Name.EndsWith("_UNSPECIFIED", StringComparison.Ordinal) != true);

        Assert.Empty(offenders.Select(type => type.FullName));
    }

    private static void AssertNamed(string ending, MessageDescriptor type, Func<string, bool>? only = null)
    {
        var named = OwnFields.Where(field => field.Name.EndsWith(ending, StringComparison.Ordinal)
            && (only is null || only(field.Name))).ToList();
        AssertNone(named.Where(field => !IsOf(field, type)), type.FullName);

        // The other way round; a value that may be of any kind names its alternatives by the kind alone.
        AssertNone(
            OwnFields.Where(field => IsOf(field, type) && field.ContainingType != Value.Descriptor)
                .Where(field => !field.Name.EndsWith(ending, StringComparison.Ordinal)),
            $"a name that ends in {ending}");
        Assert.NotEmpty(named);
    }

    private static bool IsOf(FieldDescriptor field, MessageDescriptor type) =>
        field.FieldType == FieldType.Message && field.MessageType == type;

    private static void Collect(MessageDescriptor message, HashSet<MessageDescriptor> into)
    {
        if (!IsOwn(message.FullName) || !into.Add(message))
        {
            return;
        }

        foreach (var field in message.Fields.InDeclarationOrder().Where(field => field.FieldType == FieldType.Message))
        {
            Collect(field.MessageType, into);
        }
    }

    private static void AssertNone(IEnumerable<FieldDescriptor> offenders, string owed)
    {
        var names = offenders.Select(field => field.FullName).ToList();
        Assert.True(names.Count == 0, $"Owed: {owed}. Missing in: {string.Join(", ", names)}");
    }
}
