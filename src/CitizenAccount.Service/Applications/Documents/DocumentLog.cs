namespace CitizenAccount.Service.Applications.Documents;

/// <summary>Log events of documents. None tells whose document it was, or anything of its content.</summary>
internal static partial class DocumentLog
{
    [LoggerMessage(2200, LogLevel.Warning, "clamd gave no verdict, the upload was refused: {Kind}")]
    public static partial void ScannerUnavailable(this ILogger log, string kind);

    [LoggerMessage(2201, LogLevel.Warning, "clamd found {Signature} in an upload, nothing of it was kept")]
    public static partial void DocumentInfected(this ILogger log, string signature);
}
