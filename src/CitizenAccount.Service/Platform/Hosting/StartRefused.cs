namespace CitizenAccount.Service.Platform.Hosting;

/// <summary>The service cannot start. The message is one line for the operator: what is wrong and what to do.</summary>
internal sealed class StartRefused(string message) : Exception(message);
