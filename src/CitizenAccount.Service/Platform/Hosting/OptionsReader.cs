using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace CitizenAccount.Service.Platform.Hosting;

/// <summary>Reads typed options and refuses the start with the key that is wrong, misspelt keys included.</summary>
internal static class OptionsReader
{
    public static T Read<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        var options = new T();
        try
        {
            configuration.GetSection(section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException failure)
        {
            throw new StartRefused($"configuration section {section}: {FirstLine(failure)}");
        }

        var problems = new List<ValidationResult>();
        if (!Validator.TryValidateObject(
            options, new ValidationContext(options), problems, validateAllProperties: true))
        {
            throw new StartRefused("configuration: " + string.Join("; ", problems.Select(problem => string.Create(
                CultureInfo.InvariantCulture, $"{section}:{problem.MemberNames.First()} {problem.ErrorMessage}")))
                + ".");
        }

        ConfigurationPage.Note(configuration, section, options);
        return options;
    }

    private static string FirstLine(Exception failure) =>
        (failure.InnerException?.Message ?? failure.Message).Split('\n')[0].Trim();
}
