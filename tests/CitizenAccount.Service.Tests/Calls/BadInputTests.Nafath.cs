using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Hosting;

namespace CitizenAccount.Service.Tests.Calls;

// Bad requests to calls of sign-in by Nafath.
public sealed partial class BadInputTests
{
    private static IReadOnlyList<string> NoUuids =>
    [
        "", " ", "x", "00000000-0000-0000-0000-000000000000", "{0193a1b2-0000-7000-8000-000000000001}",
        "0193a1b2000070008000000000000001", "0193a1b2-0000-7000-8000-00000000000", "0193a1b2-0000-7000-8000-00000000000g",
        " 0193a1b2-0000-7000-8000-000000000001", new string('a', 100_000),
    ];

    private static IReadOnlyList<string> NationalIdsOfNobody =>
    [
        "", " ", "1000000000", "1071724369", "3000000006", "0000000000", "100000000", "10000000080", "100000000x",
        "+966500000001", "1000000008\0", new string('1', 100_000),
    ];

    private static IEnumerable<BadInput> Nafath()
    {
        foreach (var id in NoUuids)
        {
            yield return NafathStart($"request_id {Shown(id)}", request => request.RequestId = id, "request_id");
            yield return NafathCompletion($"request_id {Shown(id)}", request => request.RequestId = id, "request_id");
        }

        foreach (var id in NationalIdsOfNobody)
        {
            yield return NafathStart($"national ID {Shown(id)}", request => request.NationalId = id, "national_id");
        }

        foreach (var language in new[] { 3, -1, int.MaxValue })
        {
            yield return NafathStart(
                $"language {language}", request => request.Language = (Language)language, "language");
        }

        foreach (var handle in new[] { "", "  ", "a\0b", new string('a', 101), new string('a', 100_000) })
        {
            yield return NafathCompletion($"sign-in {Shown(handle)}", request => request.SignIn = handle, "sign_in");
        }

        foreach (var client in new[] { "a\tb", "\u0001", new string('a', 51), new string('م', 100_000) })
        {
            yield return NafathCompletion($"client {Shown(client)}", request => request.Client = client, "client");
        }

        yield return new("nothing at all", new StartNafathSignInRequest(), "request_id", "national_id");
        yield return new("nothing at all", new CompleteNafathSignInRequest(), "request_id", "sign_in");
        yield return NafathStart(
            "everything wrong", request => (request.RequestId, request.NationalId, request.Language) = ("x", "x", (Language)9),
            "request_id", "national_id", "language");
        yield return NafathCompletion(
            "everything wrong", request => (request.RequestId, request.SignIn, request.Client) = ("x", "\0", "\0"),
            "request_id", "sign_in", "client");
    }

    private static BadInput NafathStart(string what, Action<StartNafathSignInRequest> spoil, params string[] fields)
    {
        var request = WorkingCalls.SoundNafathStart;
        spoil(request);
        return new BadInput(what, request, fields);
    }

    private static BadInput NafathCompletion(
        string what, Action<CompleteNafathSignInRequest> spoil, params string[] fields)
    {
        var request = WorkingCalls.SoundNafathCompletion;
        spoil(request);
        return new BadInput(what, request, fields);
    }
}
