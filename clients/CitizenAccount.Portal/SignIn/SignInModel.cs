namespace CitizenAccount.Portal.SignIn;

/// <summary>What the pages of a sign-in show and carry along.</summary>
public sealed record SignInModel
{
    /// <summary>A page was asked for that needs a session.</summary>
    public bool Ended { get; init; }

    /// <summary>What was typed before the session was over, sealed; empty when nothing was.</summary>
    public string Kept { get; init; } = "";

    /// <summary>Where to go on afterwards.</summary>
    public string Back { get; init; } = "";

    /// <summary>Handle of the second step; empty in the first one.</summary>
    public string Challenge { get; init; } = "";

    /// <summary>What was just done: <c>registered</c>, <c>recovered</c> or <c>out</c>.</summary>
    public string Done { get; init; } = "";

    /// <summary>The number to pick in Nafath; empty before.</summary>
    public string Number { get; init; } = "";
}
