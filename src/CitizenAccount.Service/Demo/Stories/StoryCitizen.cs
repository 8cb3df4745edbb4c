using System.Globalization;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using Grpc.Core;
using Date = CitizenAccount.Contracts.Type.V1.Date;

namespace CitizenAccount.Service.Demo.Stories;

/// <summary>A person of a story, acting through the generated clients as portal and app do: registers with what comes
/// by SMS, applies, changes things.</summary>
internal sealed class StoryCitizen(StoryStage stage, int story, DateOnly birth)
{
    private readonly AccountService.AccountServiceClient _accounts = new(stage.Channel);
    private readonly ApplicationService.ApplicationServiceClient _applications = new(stage.Channel);
    private Metadata? _credentials;

    public string NationalId { get; init; } = StoryIdentities.NationalId(story, 1);

    public string Mobile { get; } = StoryIdentities.Mobile(story);

    /// <summary>The password the person chose; for the demo's reader to sign in with.</summary>
    public string Password { get; } = $"Palm-garden-{story:D2}-riyadh";

    /// <summary>The account, once registered.</summary>
    public string Account { get; private set; } = "";

    /// <summary>The household, once registered.</summary>
    public HouseholdId Household { get; private set; }

    /// <summary>The application as last answered.</summary>
    public Application Application { get; private set; } = new();

    /// <summary>Positions of the members of today, the main beneficiary first: the last part of their names.</summary>
    public IReadOnlyList<int> Positions =>
    [
        .. Application.Members.Where(member => member.MemberUntilDate is null).Select(member => int.Parse(
            member.Name[(member.Name.LastIndexOf('/') + 1)..], CultureInfo.InvariantCulture)),
    ];

    public Metadata Credentials => _credentials ?? throw new InvalidOperationException("Not signed in yet.");

    /// <summary>Registers, sets an own password and stays signed in.</summary>
    public async Task RegisterAsync()
    {
        var started = await _accounts.StartRegistrationAsync(
            new StartRegistrationRequest
            {
                RequestId = stage.NewId(),
                NationalId = NationalId,
                BirthDate = DateOf(birth),
                Mobile = Mobile,
                TermsVersion = stage.TermsVersion,
            },
            stage.Options(null));
        await _accounts.ConfirmRegistrationAsync(
            new ConfirmRegistrationRequest
            {
                RequestId = stage.NewId(),
                Registration = started.Registration,
                Code = await stage.Phone.CodeAsync(Mobile, stage.Stop),
            },
            stage.Options(null));
        var temporary = await SignInAsync(await stage.Phone.PasswordAsync(Mobile, stage.Stop));
        var changed = await _accounts.ChangePasswordAsync(
            new ChangePasswordRequest { RequestId = stage.NewId(), NewPassword = Password },
            stage.Options(Bearer(temporary)));
        _credentials = Bearer(changed.Tokens);
        Account = changed.Tokens.Account;
        var account = await _accounts.GetAccountAsync(new GetAccountRequest(), stage.Options(Credentials));
        Household = HouseholdId.TryParseName(account.Account.Household, out var household)
            ? household
            : throw new InvalidOperationException("The account names no household.");
        await ReadAsync();
    }

    /// <summary>Signs in again: a session of the start of a story has ended by the middle of it.</summary>
    public async Task ReturnAsync()
    {
        var asked = await _accounts.SignInAsync(PasswordRequest(Password), stage.Options(null));
        var tokens = asked.OutcomeCase == SignInResponse.OutcomeOneofCase.Tokens
            ? asked.Tokens
            : (await _accounts.SignInAsync(
                new SignInRequest
                {
                    RequestId = stage.NewId(),
                    Code = new CodeSignIn
                    {
                        Challenge = asked.Challenge.Challenge,
                        Code = await stage.Phone.CodeAsync(Mobile, stage.Stop),
                    },
                },
                stage.Options(null))).Tokens;
        _credentials = Bearer(tokens);
        await ReadAsync();
    }

    /// <summary>States what the application stands on, where the household lives and how.</summary>
    public async Task DescribeAsync(BeneficiaryKind kind, Housing housing, MarriedWomanCase married = default)
    {
        var request = new UpdateApplicationRequest
        {
            RequestId = stage.NewId(),
            Household = Household.Name,
            Application = new Application
            {
                Kind = kind,
                MarriedWomanCase = married,
                Address = new NationalAddress { ShortAddress = StoryIdentities.ShortAddress(story) },
                Housing = housing,
            },
            UpdateMask = new() { Paths = { "kind", "married_woman_case", "address", "housing" } },
            Etag = Application.Etag,
        };
        Application = (await _applications.UpdateApplicationAsync(request, stage.Options(Credentials))).Application;
    }

    /// <summary>Adds a member of the household.</summary>
    public async Task<ServedCycle> AddAsync(StoryMember member)
    {
        var answer = await _applications.AddMemberAsync(
            new AddMemberRequest
            {
                RequestId = stage.NewId(),
                Household = Household.Name,
                NationalId = StoryIdentities.NationalId(story, member.Person, member.Citizen),
                BirthDate = DateOf(member.Birth),
                Relationship = member.Relationship,
                LifeEvent = new LifeEvent { Kind = member.Event, EventDate = DateOf(member.On) },
                Etag = Application.Etag,
            },
            stage.Options(Credentials));
        Application = answer.Application;
        return answer.Serves;
    }

    /// <summary>Declares the main beneficiary's own data.</summary>
    public async Task DeclareAsync(MaritalStatus status, params Income[] incomes)
    {
        var request = new UpdateMemberRequest
        {
            RequestId = stage.NewId(),
            Member = new Member { Name = Application.Members[0].Name, MaritalStatus = status },
            UpdateMask = new() { Paths = { "marital_status", "incomes" } },
            LifeEvent = new LifeEvent { Kind = EventBehind(status), EventDate = DateOf(stage.Today) },
            Etag = Application.Etag,
        };
        request.Member.Incomes.Add(incomes);
        Application = (await _applications.UpdateMemberAsync(request, stage.Options(Credentials))).Application;
    }

    /// <summary>Removes the member of that relationship, with what happened.</summary>
    public async Task<ServedCycle> RemoveAsync(Relationship relationship, LifeEventKind happened, DateOnly on)
    {
        var member = Application.Members.Single(member => member.Relationship == relationship);
        var answer = await _applications.RemoveMemberAsync(
            new RemoveMemberRequest
            {
                RequestId = stage.NewId(),
                Name = member.Name,
                LifeEvent = new LifeEvent { Kind = happened, EventDate = DateOf(on) },
                Etag = Application.Etag,
            },
            stage.Options(Credentials));
        Application = answer.Application;
        return answer.Serves;
    }

    /// <summary>Gives the account to be paid to, or another one.</summary>
    public async Task<ServedCycle> PayToAsync(int account)
    {
        var answer = await _applications.ChangeBankAccountAsync(
            new ChangeBankAccountRequest
            {
                RequestId = stage.NewId(),
                Household = Household.Name,
                Iban = StoryIdentities.Iban(story, account),
                Etag = Application.Etag,
            },
            stage.Options(Credentials));
        Application = answer.Application;
        return answer.Serves;
    }

    /// <summary>Uploads what is asked for and submits with the declaration.</summary>
    public async Task<ServedCycle> SubmitAsync()
    {
        await new StoryDocuments(stage, _applications, Credentials, Household).UploadMissingAsync();
        await ReadAsync();
        var answer = await _applications.SubmitApplicationAsync(
            new SubmitApplicationRequest
            {
                RequestId = stage.NewId(),
                Household = Household.Name,
                DeclarationVersion = stage.DeclarationVersion,
                Etag = Application.Etag,
            },
            stage.Options(Credentials));
        Application = answer.Application;
        return answer.Serves;
    }

    /// <summary>Closes the account.</summary>
    public async Task CloseAsync()
    {
        var account = await _accounts.GetAccountAsync(new GetAccountRequest(), stage.Options(Credentials));
        await _accounts.CloseAccountAsync(
            new CloseAccountRequest
            {
                RequestId = stage.NewId(),
                Name = Account,
                Etag = account.Account.Etag,
                Password = Password,
            },
            stage.Options(Credentials));
    }

    /// <summary>Reads the application as it stands.</summary>
    public async Task ReadAsync() => Application = (await _applications.GetApplicationAsync(
        new GetApplicationRequest { Household = Household.Name }, stage.Options(Credentials))).Application;

    private async Task<SessionTokens> SignInAsync(string password) =>
        (await _accounts.SignInAsync(PasswordRequest(password), stage.Options(null))).Tokens;

    private SignInRequest PasswordRequest(string password) => new()
    {
        RequestId = stage.NewId(),
        Password = new PasswordSignIn { NationalId = NationalId, Password = password },
        Client = "story",
    };

    private static LifeEventKind EventBehind(MaritalStatus status) => status switch
    {
        MaritalStatus.Married => LifeEventKind.Marriage,
        MaritalStatus.Widowed => LifeEventKind.Widowed,
        MaritalStatus.Divorced => LifeEventKind.Divorce,
        _ => LifeEventKind.Correction,
    };

    private static Metadata Bearer(SessionTokens tokens) =>
        new() { { "authorization", $"Bearer {tokens.AccessToken}" } };

    private static Date DateOf(DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };
}

/// <summary>A member to be added.</summary>
/// <param name="Person">Number of the person in the story; 1 is the main beneficiary.</param>
/// <param name="Relationship">What the member is to the main beneficiary.</param>
/// <param name="Birth">Birth date.</param>
/// <param name="Event">What made the person a member.</param>
/// <param name="On">When.</param>
internal sealed record StoryMember(
    int Person, Relationship Relationship, DateOnly Birth, LifeEventKind Event, DateOnly On)
{
    /// <summary>Holds a Saudi national ID.</summary>
    public bool Citizen { get; init; } = true;
}
