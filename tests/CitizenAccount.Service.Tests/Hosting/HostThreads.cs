using System.Runtime.CompilerServices;

namespace CitizenAccount.Service.Tests.Hosting;

/// <summary>The test host keeps two threads of the pool for itself from its start to its end. Where the pool has as many
/// threads as processors, on one or two nothing else runs until it notices, which takes it up to a second.</summary>
internal static class HostThreads
{
    private const int OfTheTestHost = 2;

#pragma warning disable CA2255 // Before the first test of this assembly, whichever it is.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Add()
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + OfTheTestHost), ports);
    }
}
