using CitizenAccount.Portal.Pages;
using CitizenAccount.Rules;
using Microsoft.AspNetCore.Components;

namespace CitizenAccount.Portal.Parts;

/// <summary>A field of a form: its label, its hint, what was typed and what is wrong with it, tied together for those
/// who hear a page.</summary>
public abstract class FieldBase : View
{
    [Parameter]
    [EditorRequired]
    public string Name { get; set; } = "";

    [Parameter]
    [EditorRequired]
    public LocalizedText Label { get; set; }

    [Parameter]
    public LocalizedText? Hint { get; set; }

    /// <summary>What is stored, shown while nothing else was typed.</summary>
    [Parameter]
    public string Stored { get; set; } = "";

    [Parameter]
    public bool Optional { get; set; }

    protected string Id => "f-" + Name.Replace('.', '-');

    protected string Shown => Form.Shown(Name, Stored);

    protected LocalizedText? Wrong => Form.Errors.TryGetValue(Name, out var why) ? why : null;

    protected string? Invalid => Wrong is null ? null : "true";

    protected string? DescribedBy
    {
        get
        {
            var parts = string.Join(
                ' ',
                new[] { Hint is null ? null : Id + "-hint", Wrong is null ? null : Id + "-error" }.OfType<string>());
            return parts.Length == 0 ? null : parts;
        }
    }
}
