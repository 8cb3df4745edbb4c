using System.ComponentModel.DataAnnotations;

namespace CitizenAccount.Service.Partners;

/// <summary>Partner systems and what was agreed with them. Section <c>Partners</c>.</summary>
internal sealed class PartnersOptions
{
    public const string Section = "Partners";

    /// <summary>The partners; one that is not here is refused whatever its token says.</summary>
    public PartnerAgreement[] Agreements { get; set; } = [];

    /// <summary>Days after which what is known of an income counts as too old to compare with.</summary>
    [Range(1, 366, ErrorMessage = "must lie between 1 and 366")]
    public int IncomeAgeMaxDays { get; set; } = 92;
}

/// <summary>What was agreed with a partner.</summary>
internal sealed class PartnerAgreement
{
    /// <summary>Subject of its tokens.</summary>
    public string Subject { get; set; } = "";

    /// <summary>Legal bases it may ask under, word for word.</summary>
    public string[] LegalBases { get; set; } = [];
}

/// <summary>Whether a partner may ask under the basis it states.</summary>
internal sealed class PartnerAgreements(PartnersOptions options)
{
    private readonly Dictionary<string, HashSet<string>> _bases = options.Agreements.ToDictionary(
        agreement => agreement.Subject,
        agreement => agreement.LegalBases.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);

    public bool Allows(string subject, string legalBasis) =>
        _bases.TryGetValue(subject, out var bases) && bases.Contains(legalBasis);
}
