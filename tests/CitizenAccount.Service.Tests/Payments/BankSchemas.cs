using System.Xml;
using System.Xml.Schema;
using CitizenAccount.Service.Tests.House;

namespace CitizenAccount.Service.Tests.Payments;

/// <summary>The published definitions of bank messages, where they lie beside this repository.</summary>
internal static class BankSchemas
{
    private static readonly string Folder = Path.Combine(Repository.Root, "..", "shared", "iso20022");

    public static bool AreHere => Directory.Exists(Folder);

    /// <summary>What is wrong with a message by its definition; empty when it is valid.</summary>
    public static IReadOnlyList<string> Faults(string name, byte[] message)
    {
        var schemas = new XmlSchemaSet();
        schemas.Add($"urn:iso:std:iso:20022:tech:xsd:{name}", Path.Combine(Folder, $"{name}.xsd"));
        var faults = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas };
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, fault) => faults.Add(fault.Message);
        using var reader = XmlReader.Create(new MemoryStream(message), settings);
        while (reader.Read())
        {
            // Each node is held against the definition.
        }

        return faults;
    }
}

/// <summary>A test that needs the definitions; a visible skip where they are not.</summary>
internal sealed class NeedsBankSchemasFactAttribute : FactAttribute
{
    public NeedsBankSchemasFactAttribute() =>
        Skip = BankSchemas.AreHere ? null : "shared/iso20022 is not beside this repository.";
}
