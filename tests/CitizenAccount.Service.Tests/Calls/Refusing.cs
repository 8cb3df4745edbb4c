using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;

namespace CitizenAccount.Service.Tests.Calls;

/// <summary>Reads a refusal as a client does: from google.rpc.Status.</summary>
internal static class Refusing
{
    /// <summary>Runs what must be refused.</summary>
    public static Refusal By(Func<object> call) => Assert.Throws<RefusalException>(call).Refusal;

    /// <summary>The bad fields it names, in order.</summary>
    public static IReadOnlyList<string> FieldsOf(Refusal refusal) =>
    [
        .. Details(refusal).Where(detail => detail.Is(BadRequest.Descriptor))
            .SelectMany(detail => detail.Unpack<BadRequest>().FieldViolations)
            .Select(violation => violation.Field),
    ];

    /// <summary>The facts it states.</summary>
    public static IReadOnlyDictionary<string, string> FactsOf(Refusal refusal) => Details(refusal)
        .Single(detail => detail.Is(ErrorInfo.Descriptor)).Unpack<ErrorInfo>()
        .Metadata.ToDictionary();

    private static RepeatedField<Any> Details(Refusal refusal) =>
        refusal.ToStatus(RefusalTexts.Of(refusal.Reason)).Details;
}
