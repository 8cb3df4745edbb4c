using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Accounts;

/// <summary>One-time codes: six digits, five minutes, five attempts, one use, for one purpose and one request.</summary>
public sealed class CodeTests(EmptyService running) : IClassFixture<EmptyService>
{
    private RunningService Service => running.Service;

    [Fact]
    public async Task A_wrong_code_is_counted_although_the_call_is_refused_and_the_sixth_attempt_is_too_many()
    {
        var (registration, code) = await StartAsync(Service);
        foreach (var _ in Enumerable.Range(0, 4))
        {
            await AssertRefusedAsync(Service, registration, Other(code));
        }

        // The fifth attempt still counts.
        await ConfirmAsync(Service, registration, code);
        var (second, secondCode) = await StartAsync(Service);
        foreach (var _ in Enumerable.Range(0, 5))
        {
            await AssertRefusedAsync(Service, second, Other(secondCode));
        }

        await AssertRefusedAsync(Service, second, secondCode);
    }

    [Fact]
    public async Task A_code_lives_five_minutes_and_not_a_moment_longer()
    {
        await using var service = await RunningService.StartAsync();
        var (registration, code) = await StartAsync(service);
        service.Clock.Move(TimeSpan.FromMinutes(5));
        await AssertRefusedAsync(service, registration, code);
        service.Clock.Move(-TimeSpan.FromMilliseconds(1));
        await ConfirmAsync(service, registration, code);
    }

    [Fact]
    public async Task A_code_works_once()
    {
        var (registration, code) = await StartAsync(Service);
        await ConfirmAsync(Service, registration, code);
        await AssertRefusedAsync(Service, registration, code);
    }

    [Fact]
    public async Task A_code_belongs_to_its_request()
    {
        var (first, firstCode) = await StartAsync(Service);
        var (second, secondCode) = await StartAsync(Service);
        if (firstCode != secondCode)
        {
            await AssertRefusedAsync(Service, first, secondCode);
            await AssertRefusedAsync(Service, second, firstCode);
        }

        await ConfirmAsync(Service, first, firstCode);
        await ConfirmAsync(Service, second, secondCode);
    }

    [Fact]
    public async Task A_code_belongs_to_its_purpose()
    {
        var citizen = await Service.RegisterAsync();
        var challenge = (await Service.TrySignInAsync(citizen.NationalId, citizen.Password)).Challenge.Challenge;
        var signInCode = await Service.LastCodeAsync(MessageKind.SignInCode, citizen.Mobile);
        await AssertRefusedAsync(Service, challenge, signInCode);

        var (registration, code) = await StartAsync(Service);
        Assert.Equal("CODE_REFUSED", (await Refused.ByAsync(SignInAsync(registration, code))).Reason);
        var change = new ConfirmContactChangeRequest
        {
            RequestId = Citizens.NewId(),
            Change = challenge,
            NewCode = signInCode,
        };
        Assert.Equal("CODE_REFUSED", (await Refused.ByAsync(Service.Accounts().ConfirmContactChangeAsync(change, citizen.By))).Reason);

        // Neither was used up by what it is not for.
        await ConfirmAsync(Service, registration, code);
        Assert.NotNull((await SignInAsync(challenge, signInCode)).Tokens);
    }

    [Fact]
    public async Task A_made_up_handle_is_refused_as_a_wrong_code_is()
    {
        var (registration, code) = await StartAsync(Service);
        var wrong = await AssertRefusedAsync(Service, registration, Other(code));
        foreach (var handle in new[] { "x", Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("D"), "'; --" })
        {
            var refused = await AssertRefusedAsync(Service, handle, code);
            Assert.Equal((wrong.Code, wrong.Arabic, wrong.English), (refused.Code, refused.Arabic, refused.English));
        }
    }

    [Fact]
    public async Task Arabic_digits_are_the_same_digits()
    {
        var (registration, code) = await StartAsync(Service);
        await ConfirmAsync(Service, registration, string.Concat(code.Select(digit => (char)('\u0660' + digit - '0'))));
    }

    [Fact]
    public async Task Many_guesses_at_once_are_five_at_most()
    {
        var (registration, code) = await StartAsync(Service);
        var guesses = Enumerable.Range(0, 12).Select(_ => AssertRefusedAsync(Service, registration, Other(code)));
        await Task.WhenAll(guesses);
        var db = await Service.DatabaseAsync();
        await using (db)
        {
            Assert.Equal(5, db.Codes.Single(row => row.Id == Guid.ParseExact(registration, "N")).Attempts);
        }

        await AssertRefusedAsync(Service, registration, code);
    }

    [Fact]
    public async Task No_code_and_no_temporary_password_stands_in_the_database()
    {
        await using var service = await RunningService.StartAsync();
        var (id, mobile) = (Citizens.NewNationalId(), Citizens.NewMobile());
        await service.ConfirmedAsync(id, mobile);
        string[] secrets =
        [
            await service.LastTemporaryPasswordAsync(mobile), mobile, id, Citizens.Password,
            $"\"{await service.LastCodeAsync(MessageKind.RegistrationCode, mobile)}\"",
        ];
        var files = Directory.GetFiles(service.Folder, "citizen-account.db*").Select(ReadShared).ToArray();
        Assert.All(secrets, secret => Assert.DoesNotContain(
            files, file => file.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)) >= 0));
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }

    private static string Other(string code) => code == "000000" ? "000001" : "000000";

    private static async Task<(string Registration, string Code)> StartAsync(RunningService service)
    {
        var mobile = Citizens.NewMobile();
        var started = await service.Accounts().StartRegistrationAsync(
            Citizens.Registration(Citizens.NewNationalId(), mobile), Clients.By());
        return (started.Registration, await service.LastCodeAsync(MessageKind.RegistrationCode, mobile));
    }

    private static AsyncUnaryCall<ConfirmRegistrationResponse> ConfirmAsync(RunningService service, string registration, string code) =>
        service.Accounts().ConfirmRegistrationAsync(
            new ConfirmRegistrationRequest { RequestId = Citizens.NewId(), Registration = registration, Code = code }, Clients.By());

    private static async Task<Refused> AssertRefusedAsync(RunningService service, string registration, string code)
    {
        var refused = await Refused.ByAsync(ConfirmAsync(service, registration, code));
        Assert.Equal((StatusCode.FailedPrecondition, "CODE_REFUSED"), (refused.Code, refused.Reason));
        return refused;
    }

    private AsyncUnaryCall<SignInResponse> SignInAsync(string challenge, string code) => Service.Accounts().SignInAsync(
        new SignInRequest { RequestId = Citizens.NewId(), Code = new CodeSignIn { Challenge = challenge, Code = code } }, Clients.By());
}
