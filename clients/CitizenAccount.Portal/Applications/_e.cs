namespace CitizenAccount.Portal.Applications;

internal static class Empty;
