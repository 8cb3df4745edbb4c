using System.Text;
using CitizenAccount.Agent.Commands;
using CitizenAccount.Agent.Output;

namespace CitizenAccount.Agent;

/// <summary>The command line of the programme's staff.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var parsed = CommandTree.Root().Parse(args);
        var code = await parsed.InvokeAsync();
        return parsed.Errors.Count > 0 ? ExitCode.Usage : code;
    }
}
