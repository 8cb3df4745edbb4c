using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;

namespace CitizenAccount.Service.Tests.Hosting;

// Calls of accounts.
internal static partial class WorkingCalls
{
    private const string Account = "citizenaccount.account.v1.AccountService.";

    private static Date IdExpiry => new() { Year = 2030, Month = 1, Day = 31 };

    private static WorkingCall[] Accounts => [.. AccountsOfAnyone, .. AccountsOfTheOwner];

    private static WorkingCall[] AccountsOfAnyone =>
    [
        new(Account + "CompletePasswordRecovery", [], (_, _) => new CompletePasswordRecoveryRequest
        {
            RequestId = Citizens.NewId(),
            Recovery = Guid.NewGuid().ToString("N"),
            TemporaryPassword = "ABCDEFGH23",
            NewPassword = Citizens.Password,
        })
        {
            Answers = ["CODE_REFUSED"],
        },
        new(Account + "ConfirmRegistration", [], (_, _) => new ConfirmRegistrationRequest
        {
            RequestId = Citizens.NewId(),
            Registration = Guid.NewGuid().ToString("N"),
            Code = "123456",
        })
        {
            Answers = ["CODE_REFUSED"],
        },
        new(Account + "RefreshSession", [], (_, _) => new RefreshSessionRequest
        {
            RequestId = Citizens.NewId(),
            RefreshToken = Guid.NewGuid().ToString("N"),
        })
        {
            Answers = ["REFRESH_REFUSED"],
        },
        new(Account + "SignIn", [], (_, _) => new SignInRequest
        {
            RequestId = Citizens.NewId(),
            Password = new PasswordSignIn { NationalId = Citizens.NewNationalId(), Password = Citizens.Password },
            Client = "portal",
        })
        {
            Answers = ["SIGN_IN_REFUSED", "CODE_REFUSED", "TOO_MANY_ATTEMPTS"],
        },
        new(Account + "StartPasswordRecovery", [], (_, _) => new StartPasswordRecoveryRequest
        {
            RequestId = Citizens.NewId(),
            NationalId = Citizens.NewNationalId(),
            BirthDate = Citizens.Birth,
            IdExpiryDate = IdExpiry,
        })
        {
            Answers = ["TOO_MANY_ATTEMPTS"],
        },
        new(Account + "StartRegistration", [], (_, _) =>
            Citizens.Registration(Citizens.NewNationalId(), Citizens.NewMobile()))
        {
            Answers = ["TOO_MANY_ATTEMPTS", "TERMS_OUTDATED"],
        },
    ];

    private static WorkingCall[] AccountsOfTheOwner =>
    [
        new(Account + "ChangePassword", [Role.Citizen], (_, _) => new ChangePasswordRequest
        {
            RequestId = Citizens.NewId(),
            PresentPassword = "not the one I have",
            NewPassword = Citizens.Password,
        })
        {
            NamesWhose = false,
            Answers = ["SIGN_IN_REFUSED", "TOO_MANY_ATTEMPTS", "PASSWORD_REFUSED"],
        },
        new(Account + "CloseAccount", [Role.Citizen], (household, _) => new CloseAccountRequest
        {
            RequestId = Citizens.NewId(),
            Name = RunningService.AccountOf(household).Name,
            Etag = "0",
            Password = "not the one I have",
            Cause = "سافرت",
        })
        {
            Absent = "ACCOUNT_NOT_FOUND",
            Answers = ["CONFLICT", "SIGN_IN_REFUSED", "TOO_MANY_ATTEMPTS"],
        },
        new(Account + "ConfirmContactChange", [Role.Citizen], (_, _) => new ConfirmContactChangeRequest
        {
            RequestId = Citizens.NewId(),
            Change = Guid.NewGuid().ToString("N"),
            NewCode = "123456",
            OldCode = "654321",
        })
        {
            NamesWhose = false,
            Answers = ["CODE_REFUSED"],
        },
        new(Account + "GetAccount", OwnerAndStaff, (household, purpose) => new GetAccountRequest
        {
            Account = RunningService.AccountOf(household).Name,
            Purpose = purpose,
        })
        {
            Absent = "ACCOUNT_NOT_FOUND",
        },
        new(Account + "ListAccessRecords", [Role.Citizen, Role.Supervisor], (household, purpose) => new ListAccessRecordsRequest
        {
            Parent = RunningService.AccountOf(household).Name,
            FromDate = new Date { Year = 2026, Month = 11, Day = 1 },
            PageSize = 20,
            Purpose = purpose,
        })
        {
            Absent = "ACCOUNT_NOT_FOUND",
        },
        new(Account + "ListSessions", [Role.Citizen], (household, _) => new ListSessionsRequest
        {
            Parent = RunningService.AccountOf(household).Name,
            PageSize = 10,
        })
        {
            Absent = "ACCOUNT_NOT_FOUND",
        },
        new(Account + "RevokeSession", [Role.Citizen, Role.Supervisor], (household, purpose) => new RevokeSessionRequest
        {
            RequestId = Citizens.NewId(),
            Name = $"{RunningService.AccountOf(household).Name}/sessions/{Guid.NewGuid():D}",
            Purpose = purpose,
        })
        {
            Absent = "SESSION_NOT_FOUND",
            Answers = ["SESSION_NOT_FOUND"],
        },
        new(Account + "SignOut", [Role.Citizen], (_, _) => new SignOutRequest { RequestId = Citizens.NewId() })
        {
            NamesWhose = false,
        },
        new(Account + "StartContactChange", [Role.Citizen], (_, _) => new StartContactChangeRequest
        {
            RequestId = Citizens.NewId(),
            NewMobile = Citizens.NewMobile(),
        })
        {
            NamesWhose = false,
            Answers = ["TOO_MANY_ATTEMPTS"],
        },
    ];
}
