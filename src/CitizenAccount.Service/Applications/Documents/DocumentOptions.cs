using System.ComponentModel.DataAnnotations;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>How documents are taken. Section <c>Documents</c>.</summary>
internal sealed class DocumentOptions
{
    public const string Section = "Documents";

    /// <summary>Where clamd listens, <c>host:port</c> or <c>unix:/path</c>. Empty is no scanner: documents are marked
    /// unscanned. Its StreamMaxLength must be 10 MB at least.</summary>
    public string ClamdAddress { get; set; } = "";

    /// <summary>How long a scan may take before the upload is refused, seconds.</summary>
    [Range(1, 300, ErrorMessage = "must lie between 1 and 300")]
    public int ClamdTimeoutSeconds { get; set; } = 30;

    /// <summary>Uploads received at once. Each holds at most 10 MB of memory while it is received, and a few parts of
    /// 1 MB more while it is stored.</summary>
    [Range(1, 1_000, ErrorMessage = "must lie between 1 and 1,000")]
    public int UploadsMax { get; set; } = 32;

    /// <summary>Uploads of one caller received at once.</summary>
    [Range(1, 1_000, ErrorMessage = "must lie between 1 and 1,000")]
    public int UploadsPerCallerMax { get; set; } = 4;

    /// <summary>How long a running upload may be silent before it counts as cut, seconds.</summary>
    [Range(1, 300, ErrorMessage = "must lie between 1 and 300")]
    public int UploadSilenceSeconds { get; set; } = 30;

    /// <summary>How long an upload may take in all, minutes: 10 MB in 15 minutes is a poor mobile connection.</summary>
    [Range(1, 60, ErrorMessage = "must lie between 1 and 60")]
    public int UploadMinutesMax { get; set; } = 15;
}
