using System.ComponentModel.DataAnnotations;
using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Rules.Households;

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

    /// <summary>Days in which a submission that broke off can be continued.</summary>
    [Range(1, 30, ErrorMessage = "must lie between 1 and 30")]
    public int ContinueDays { get; set; } = 7;

    /// <summary>Days in which an answer to a question is of use; then it is asked anew, if a decision still waits.
    /// </summary>
    [Range(1, 92, ErrorMessage = "must lie between 1 and 92")]
    public int AnswerDays { get; set; } = 30;

    /// <summary>Minutes after which a partner whose own source was down is asked again.</summary>
    [Range(1, 1_440, ErrorMessage = "must lie between 1 and 1,440")]
    public int AskAgainMinutes { get; set; } = 15;
}

/// <summary>What was agreed with a partner.</summary>
internal sealed class PartnerAgreement
{
    /// <summary>Subject of its tokens.</summary>
    public string Subject { get; set; } = "";

    /// <summary>Legal bases it may ask under, word for word.</summary>
    public string[] LegalBases { get; set; } = [];

    /// <summary>Kinds of income it reports. Each kind has one partner, so that none is counted twice.</summary>
    public IncomeKind[] IncomeKinds { get; set; } = [];

    /// <summary>Facts of status it answers for. Each has one partner.</summary>
    public StatusKind[] StatusKinds { get; set; } = [];

    /// <summary>How many months back it may report.</summary>
    public int MonthsBack { get; set; } = 24;

    /// <summary>SHA-256 of the certificates it connects with, 64 hex digits each. Several may be in use, so that one
    /// can take another's place. Outside development there must be one.</summary>
    public string[] Certificates { get; set; } = [];

    /// <summary>Whether it signs every answer on the stream of questions.</summary>
    public bool SignsReplies { get; set; }

    /// <summary>Its public keys for signatures.</summary>
    public PartnerKey[] Keys { get; set; } = [];
}

/// <summary>A public key of a partner.</summary>
internal sealed class PartnerKey
{
    /// <summary>Its id, as the partner names it.</summary>
    public string Id { get; set; } = "";

    /// <summary>ECDSA P-256, SubjectPublicKeyInfo (DER), base64.</summary>
    public string PublicKey { get; set; } = "";
}
