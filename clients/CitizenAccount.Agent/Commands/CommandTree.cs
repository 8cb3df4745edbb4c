using System.CommandLine;
using CitizenAccount.Agent.Output;
using CitizenAccount.Agent.SignIn;
using CitizenAccount.Client;
using Microsoft.Extensions.Options;

namespace CitizenAccount.Agent.Commands;

/// <summary>Every command, and how each ends.</summary>
internal static class CommandTree
{
    public static RootCommand Root()
    {
        var root = new RootCommand(
            "The programme's staff: find and explain, tickets and objections, cycles, payment batches, the ledger.");
        foreach (var option in GlobalOptions.All)
        {
            root.Options.Add(option);
        }

        foreach (var command in (Command[])[
            SignInCommands.SignIn(), SignInCommands.SignOut(), PeopleCommands.Find(), PeopleCommands.Explain(),
            TicketCommands.Make(), ObjectionCommands.Make(), ObjectionCommands.Workload(), CycleCommands.Make(),
            BatchCommands.Make(), LedgerCommands.Make(), PolicyCommands.Make(), SystemCommands.System(),
            SystemCommands.Completion(root)])
        {
            root.Subcommands.Add(command);
        }

        return root;
    }

    /// <summary>A command that does something with the service.</summary>
    public static Command Make(string name, string description, Func<Run, Task> act, params Symbol[] symbols)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            switch (symbol)
            {
                case Argument argument:
                    command.Arguments.Add(argument);
                    break;
                case Option option:
                    command.Options.Add(option);
                    break;
            }
        }

        command.SetAction((parsed, stop) => GuardAsync(parsed, act, stop));
        return command;
    }

    /// <summary>A command that only holds others.</summary>
    public static Command Group(string name, string description, params Command[] commands)
    {
        var group = new Command(name, description);
        foreach (var command in commands)
        {
            group.Subcommands.Add(command);
        }

        return group;
    }

    // Every way a command can end has a line that says what to do, and a number.
    private static async Task<int> GuardAsync(ParseResult parsed, Func<Run, Task> act, CancellationToken stop)
    {
        var run = new Run(parsed, stop);
        try
        {
            await act(run);
            return ExitCode.Done;
        }
        catch (CitizenAccountException failure)
        {
            Printer.Refusal(Console.Error, failure, run.Out.Json, run.Arabic);
            return ExitCode.Of(failure);
        }
        catch (Exception failure) when (failure is SignInRefused or OptionsValidationException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return ExitCode.SignIn;
        }
        catch (NotConfirmed failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return ExitCode.NotConfirmed;
        }
        catch (DoesNotHold failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return ExitCode.DoesNotHold;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }
}

/// <summary>What was checked does not hold.</summary>
internal sealed class DoesNotHold(string message) : Exception(message);
