using CitizenAccount.Contracts.Account.V1;

namespace CitizenAccount.Client.Testing;

/// <summary>A person who registered and signed in by the real calls.</summary>
public sealed class TestCitizen
{
    internal TestCitizen(
        string nationalId, string mobile, string password, CitizenSession session, CitizenAccountClient client) =>
        (NationalId, Mobile, Password, Session, Client) = (nationalId, mobile, password, session, client);

    /// <summary>National ID, made up.</summary>
    public string NationalId { get; }

    /// <summary>Mobile, made up; what is sent to it is read with <see cref="CitizenAccountTestService.TextsToAsync"/>.
    /// </summary>
    public string Mobile { get; }

    /// <summary>The person's own password.</summary>
    public string Password { get; }

    /// <summary>The session.</summary>
    public CitizenSession Session { get; }

    /// <summary>The service, called as this person.</summary>
    public CitizenAccountClient Client { get; }

    /// <summary>The account, <c>accounts/{account}</c>.</summary>
    public string Account => Session.Account;

    /// <summary>The household, <c>households/{household}</c>.</summary>
    public string Household { get; internal set; } = "";

    /// <summary>Reads the application as it stands.</summary>
    public async Task<Application> ApplicationAsync() =>
        (await Client.Applications.GetApplicationAsync(
            new GetApplicationRequest { Household = Household })).Application;
}
