using CitizenAccount.Portal.Hosting;

await PortalHost.Build(args).RunAsync();
