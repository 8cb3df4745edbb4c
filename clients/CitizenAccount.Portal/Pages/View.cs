using CitizenAccount.Portal.Hosting;
using CitizenAccount.Portal.Layout;
using CitizenAccount.Rules;
using Microsoft.AspNetCore.Components;

namespace CitizenAccount.Portal.Pages;

/// <summary>What every component of the portal can say. Views decide nothing: they show a model.</summary>
public abstract class View : ComponentBase
{
    [Inject]
    protected PageContext Page { get; set; } = null!;

    [Inject]
    protected Assets Files { get; set; } = null!;

    protected string Asset(string name) => Files[name];

    protected bool Arabic => Page.Arabic;

    protected PageForm Form => Page.Form;

    protected string T(LocalizedText text) => Page.Say(text);

    protected string T(Contracts.Type.V1.LocalizedText? text) => Page.Say(text);

    protected string T(string arabic, string english) => Page.Say(new LocalizedText(arabic, english));

    protected string Url(string path) => Page.Url(path);

    protected string Month(Contracts.Type.V1.YearMonth? month) => Page.Digits(Figures.Month(month, Arabic));
}

/// <summary>A view of a page with its model.</summary>
/// <typeparam name="TModel">What the page found out.</typeparam>
[Layout(typeof(Shell))]
public abstract class View<TModel> : View
{
    [Parameter]
    [EditorRequired]
    public TModel Model { get; set; } = default!;
}
