using CitizenAccount.Rules;
using Grpc.Core;

namespace CitizenAccount.Client;

/// <summary>A call that did not succeed, with words for the person it was made for.</summary>
public abstract class CitizenAccountException : RpcException
{
    private protected CitizenAccountException(string call, LocalizedText text, RpcException failure)
        : base(failure.Status, failure.Trailers, $"{call}: {failure.StatusCode}. {text.English}") =>
        (Call, Arabic, English) = (call, text.Arabic, text.English);

    /// <summary>Full name of the call, <c>package.Service.Call</c>.</summary>
    public string Call { get; }

    /// <summary>What happened and what to do next, in Arabic, to be shown as it is. Holds no personal data.</summary>
    public string Arabic { get; }

    /// <summary>What happened and what to do next, in English, to be shown as it is. Holds no personal data.</summary>
    public string English { get; }

    /// <summary>The words in one of the two languages.</summary>
    /// <param name="arabic">Whether Arabic is wanted, else English.</param>
    public string Text(bool arabic) => arabic ? Arabic : English;
}

/// <summary>The service could not be reached, and trying again did not help within the deadline. Whether a write took
/// effect is not known: send the same message again, it carries its request_id and is done once.</summary>
public sealed class ServiceUnreachableException : CitizenAccountException
{
    internal ServiceUnreachableException(string call, RpcException failure)
        : base(call, Words, failure)
    {
    }

    internal static LocalizedText Words { get; } = new(
        "تعذّر الوصول إلى الخدمة الآن. أعد المحاولة بعد قليل، ولن يتكرر ما أرسلته.",
        "The service cannot be reached now. Try again in a little while; what you sent is not done twice.");
}

/// <summary>The deadline passed before the service answered. Whether a write took effect is not known: send the same
/// message again, it carries its request_id and is done once.</summary>
public sealed class CallTimedOutException : CitizenAccountException
{
    internal CallTimedOutException(string call, RpcException failure)
        : base(call, Words, failure)
    {
    }

    internal static LocalizedText Words { get; } = new(
        "تأخر الرد عن المدة المتاحة. أعد المحاولة، ولن يتكرر ما أرسلته.",
        "The answer took too long. Try again; what you sent is not done twice.");
}

/// <summary>The call broke in a way that names no reason of the contract: something between client and service, or
/// another service, answered.</summary>
public sealed class CallBrokenException : CitizenAccountException
{
    internal CallBrokenException(string call, RpcException failure)
        : base(call, Words, failure)
    {
    }

    internal static LocalizedText Words { get; } = new(
        "حدث خلل في الاتصال بالخدمة. أعد المحاولة بعد قليل.",
        "Something went wrong on the way to the service. Try again in a little while.");
}
