using Google.Protobuf;

namespace CitizenAccount.Service.Tests.ObjectAccess;

/// <summary>Names of things that a request can name. Either all are one person's, or none exists.</summary>
internal sealed record Names(
    string Household, string Account, string NationalId, string Month, string Document, string Objection, string Ticket,
    string Session, string Notification, string Hold, string Recovery, string ContactChange)
{
    public string Decision => $"{Household}/decisions/{Month}";

    public string Payment => $"{Household}/payments/{Month}";

    public string Member => $"{Household}/members/2";

    public string Preferences => $"{Account}/preferences";

    /// <summary>Names in the right form that nothing has.</summary>
    public static Names OfNothing(string month)
    {
        var household = $"households/{Guid.NewGuid():D}";
        var account = $"accounts/{Guid.NewGuid():D}";
        return new Names(
            household, account, Hosting.Citizens.NewNationalId(), month, $"{household}/documents/{Guid.NewGuid():D}",
            $"objections/{Guid.NewGuid():D}", "tickets/100000000000", $"{account}/sessions/{Guid.NewGuid():D}",
            $"{account}/notifications/{Guid.NewGuid():D}", $"{household}/paymentHolds/{Guid.NewGuid():D}",
            $"{household}/recoveries/{Guid.NewGuid():D}", Guid.NewGuid().ToString("N"));
    }
}

/// <summary>A row of the table: a call, and one thing of a person that its request can name.</summary>
/// <param name="Call">Full name.</param>
/// <param name="Thing">What is named, for the row's title; empty where the request can name nothing of a person.</param>
/// <param name="Refusal">How a citizen who may make the call is answered about what is not theirs.</param>
/// <param name="Aim">Puts the names into a request that is otherwise sound and the caller's own.</param>
internal sealed record ObjectCall(string Call, string Thing, string Refusal, Action<IMessage, Names> Aim)
{
    public string Title => Thing.Length == 0 ? Call : $"{Call} {Thing}";

    public static ObjectCall Of<T>(string call, string thing, string refusal, Action<T, Names> aim)
        where T : IMessage => new(call, thing, refusal, (message, names) => aim((T)message, names));

    /// <summary>A call whose request can name nothing that is a person's.</summary>
    public static ObjectCall OfNothing(string call) => new(call, "", "", (_, _) => { });
}
