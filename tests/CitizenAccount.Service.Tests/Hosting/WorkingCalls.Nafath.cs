using CitizenAccount.Contracts.Account.V1;

namespace CitizenAccount.Service.Tests.Hosting;

// Calls of sign-in by Nafath. The service they are tried on has no Nafath.
internal static partial class WorkingCalls
{
    private static WorkingCall[] Nafath =>
    [
        new(Account + "StartNafathSignIn", [], (_, _) => SoundNafathStart)
        {
            Answers = ["PARTNER_UNAVAILABLE"],
        },
        new(Account + "CompleteNafathSignIn", [], (_, _) => SoundNafathCompletion)
        {
            Answers = ["NAFATH_SIGN_IN_NOT_FOUND"],
        },
    ];

    public static StartNafathSignInRequest SoundNafathStart => new()
    {
        RequestId = Guid.NewGuid().ToString("D"),
        NationalId = "1000000008",
    };

    public static CompleteNafathSignInRequest SoundNafathCompletion => new()
    {
        RequestId = Guid.NewGuid().ToString("D"),
        SignIn = "no-such-sign-in",
        Client = "portal",
    };
}
