namespace CitizenAccount.Portal.Hosting;

/// <summary>What a phone needs to put the portal on its first screen.</summary>
internal static class Manifest
{
    public static IResult Of(string language, Assets assets)
    {
        var arabic = language == "/ar";
        return Results.Json(
            new
            {
                id = language,
                name = arabic ? "حساب المواطن" : "Citizen Account",
                short_name = arabic ? "حساب المواطن" : "Citizen Account",
                lang = language[1..],
                dir = arabic ? "rtl" : "ltr",
                start_url = language,
                scope = "/",
                display = "standalone",
                background_color = "#ffffff",
                theme_color = "#14573a",
                icons = new object[]
                {
                    new { src = assets["icon-192.png"], sizes = "192x192", type = "image/png" },
                    new { src = assets["icon-512.png"], sizes = "512x512", type = "image/png" },
                    new
                    {
                        src = assets["icon-maskable.png"],
                        sizes = "512x512",
                        type = "image/png",
                        purpose = "maskable",
                    },
                },
            },
            contentType: "application/manifest+json");
    }
}
