using CitizenAccount.Contracts.Errors.V1;
using Google.Rpc;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Hosting;

/// <summary>A refusal as a client sees it, taken apart for assertions.</summary>
internal sealed record Refused(
    StatusCode Code, string Reason, IReadOnlyDictionary<string, string> Metadata,
    IReadOnlyList<BadRequest.Types.FieldViolation> Violations,
    string Arabic, string English, RetryInfo? Retry, QuotaFailure? Quota)
{
    // What may be known and may not.
    private static readonly HashSet<string> Optional = ["NOT_PUBLISHED"];

    /// <summary>The bad fields, in the order they are named.</summary>
    public IReadOnlyList<string> Fields => [.. Violations.Select(violation => violation.Field)];

    /// <summary>Makes a call that must be refused, and reads the refusal.</summary>
    public static async Task<Refused> ByAsync(Func<Task> call)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(call);
        return Read(failure);
    }

    /// <summary>Makes a call that must be refused, and reads the refusal.</summary>
    public static Task<Refused> ByAsync<T>(AsyncUnaryCall<T> call) => ByAsync(async () => await call);

    /// <summary>Reads a refusal, and holds it against what the contract says of its reason.</summary>
    public static Refused Read(RpcException failure)
    {
        var bytes = failure.Trailers.GetValueBytes("grpc-status-details-bin");
        Assert.True(bytes is not null, $"The refusal {failure.Status} carries no details.");
        var status = Google.Rpc.Status.Parser.ParseFrom(bytes);
        Assert.Equal((int)failure.StatusCode, status.Code);
        var info = Assert.Single(status.Details, detail => detail.Is(ErrorInfo.Descriptor)).Unpack<ErrorInfo>();
        Assert.Equal("citizenaccount.gov.sa", info.Domain);
        AssertAsDeclared(info, failure.StatusCode);
        var texts = status.Details.Where(detail => detail.Is(LocalizedMessage.Descriptor))
            .Select(detail => detail.Unpack<LocalizedMessage>())
            .ToDictionary(text => text.Locale, text => text.Message);
        return new Refused(
            failure.StatusCode,
            info.Type,
            info.Metadata,
            [.. status.Details.Where(detail => detail.Is(BadRequest.Descriptor))
                .SelectMany(detail => detail.Unpack<BadRequest>().FieldViolations)],
            texts["ar-SA"],
            texts["en"],
            status.Details.FirstOrDefault(detail => detail.Is(RetryInfo.Descriptor))?.Unpack<RetryInfo>(),
            status.Details.FirstOrDefault(detail => detail.Is(QuotaFailure.Descriptor))?.Unpack<QuotaFailure>());
    }

    private static void AssertAsDeclared(ErrorInfo info, StatusCode code)
    {
        var declared = ErrorReasonReflection.Descriptor.EnumTypes.Single().Values
            .Single(value => value.Name == $"ERROR_REASON_{info.Type}")
            .GetOptions().GetExtension(RefusalExtensions.Refusal);
        Assert.Equal((int)declared.Code, (int)code);
        Assert.Superset(info.Metadata.Keys.ToHashSet(), declared.Metadata.ToHashSet());
        Assert.True(
            Optional.Contains(info.Type) || info.Metadata.Count == declared.Metadata.Count,
            $"{info.Type} lacks facts that the contract names: it has {string.Join(", ", info.Metadata.Keys)}.");
    }
}
