using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Portal.Pages;
using Google.Protobuf.WellKnownTypes;

namespace CitizenAccount.Portal.Applications;

/// <summary>Kind of beneficiary, address, housing and bank account: each a page that changes its part alone.</summary>
internal static class HouseholdPages
{
    private const string Saved = "/application?saved=yes";

    public static async Task<IResult> KindAsync(PageContext page)
    {
        var form = page.Form;
        if (form.IsSubmitted && await UpdateAsync(
            page,
            new Application
            {
                Kind = form.ReadChoice<BeneficiaryKind>("kind"),
                MarriedWomanCase = form.ReadChoice<MarriedWomanCase>("married_woman_case", required: false),
            },
            "kind", "married_woman_case"))
        {
            return page.Go(Saved);
        }

        return page.Show<KindView, Application>(await ApplicationPage.ReadAsync(page));
    }

    public static async Task<IResult> AddressAsync(PageContext page)
    {
        var form = page.Form;
        if (form.IsSubmitted)
        {
            var address = new NationalAddress
            {
                ShortAddress = form["short_address"],
                BuildingNumber = form["building_number"],
                Street = form["street"],
                District = form["district"],
                City = form["city"],
                PostalCode = form["postal_code"],
                AdditionalNumber = form["additional_number"],
            };
            if (await UpdateAsync(page, new Application { Address = address }, "address"))
            {
                return page.Go(Saved);
            }
        }

        return page.Show<AddressView, Application>(await ApplicationPage.ReadAsync(page));
    }

    public static async Task<IResult> HousingAsync(PageContext page)
    {
        var form = page.Form;
        var application = await ApplicationPage.ReadAsync(page);
        if (form.IsSubmitted)
        {
            // What this page does not ask for stays as it is stored.
            var housing = application.Housing?.Clone() ?? new Housing();
            housing.Kind = form.ReadChoice<HousingKind>("kind");
            housing.Proof = form.ReadChoice<HousingProof>("proof", required: false);
            housing.LeaseNumber = Typed.Plain(form["lease_number"]);
            housing.MeterNumber = Typed.Plain(form["meter_number"]);
            if (await UpdateAsync(page, new Application { Housing = housing }, "housing"))
            {
                return page.Go(Saved);
            }
        }

        return page.Show<HousingView, Application>(application);
    }

    public static async Task<IResult> IbanAsync(PageContext page)
    {
        var form = page.Form;
        if (form.IsSubmitted)
        {
            var done = await form.TryAsync(async () => await page.Client.Applications.ChangeBankAccountAsync(
                new ChangeBankAccountRequest
                {
                    RequestId = form.RequestId,
                    Household = page.Household,
                    Iban = form["iban"],
                    Etag = form[PageForm.EtagField],
                },
                cancellationToken: page.Stop));
            form.Beside("iban", ErrorReason.IbanNotOwn);
            if (done)
            {
                return page.Go(Saved);
            }
        }

        return page.Show<IbanView, Application>(await ApplicationPage.ReadAsync(page));
    }

    private static Task<bool> UpdateAsync(PageContext page, Application values, params string[] paths)
    {
        var request = new UpdateApplicationRequest
        {
            RequestId = page.Form.RequestId,
            Household = page.Household,
            Application = values,
            UpdateMask = new FieldMask(),
            Etag = page.Form[PageForm.EtagField],
        };
        request.UpdateMask.Paths.Add(paths);
        return page.Form.TryAsync(
            async () => await page.Client.Applications.UpdateApplicationAsync(request, cancellationToken: page.Stop),
            ("application.address", "short_address"));
    }
}
